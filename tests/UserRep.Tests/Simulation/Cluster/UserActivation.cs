using UserRep.Tests.Simulation.Scheduling;

namespace UserRep.Tests.Simulation.Cluster;

/// <summary>A user in a silo's memory: calls interleave where they wait.</summary>
internal sealed class UserActivation(Turns turns, ISimulatedUser user)
{
    public ISimulatedUser User => user;

    /// <summary>Gets how many calls are under way; it is only let go when there are none.</summary>
    public int Running { get; private set; }

    public async Task<T> CallAsync<T>(Func<ISimulatedUser, Task<T>> call)
    {
        Running++;
        try
        {
            return await turns.RunAsync(() => call(user));
        }
        finally
        {
            Running--;
        }
    }
}
