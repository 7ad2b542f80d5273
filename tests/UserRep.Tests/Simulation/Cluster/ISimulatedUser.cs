using UserRep.EventLog.Events;
using UserRep.Grains.Users;

namespace UserRep.Tests.Simulation.Cluster;

/// <summary>An activation of a user, as its grain calls it.</summary>
internal interface ISimulatedUser
{
    /// <summary>Gets the position of the last event that is part of the state, 0 if none is; null where nothing is loaded.</summary>
    long? Position { get; }

    Task ApplyAsync(IReadOnlyList<LogEvent> events);

    Task<UserVector> ReadAsync(UserRead read);

    Task<long> EraseAsync();

    void Leave();
}
