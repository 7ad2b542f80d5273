using UserRep.EventLog.Events;
using UserRep.Grains.Users;

namespace UserRep.Tests.Simulation.Cluster;

/// <summary>The product's own.</summary>
internal sealed class RealUser(LiveUser user) : ISimulatedUser
{
    public long? Position => user.IsLoaded ? user.Position : null;

    public Task ApplyAsync(IReadOnlyList<LogEvent> events) => user.ApplyAsync(events);

    public Task<UserVector> ReadAsync(UserRead read) => user.ReadAsync(read);

    public async Task<long> EraseAsync() => (await user.EraseAsync()).Events;

    public void Leave() => user.Leave(isMoving: false);
}
