using UserRep.EventLog.Events;
using UserRep.Grains.Users;

namespace UserRep.Tests.Simulation.Cluster;

/// <summary>An activation of a user, as its grain calls it.</summary>
internal interface ISimulatedUser
{
    Task ApplyAsync(IReadOnlyList<LogEvent> events);

    Task<UserVector> ReadAsync(UserRead read);

    Task<long> EraseAsync();

    void Leave();
}
