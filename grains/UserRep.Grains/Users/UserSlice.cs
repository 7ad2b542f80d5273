using UserRep.EventLog.Events;

namespace UserRep.Grains.Users;

/// <summary>Some events of one user, in offset order.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.user-slice")]
internal sealed record UserSlice([property: Id(0)] LogEvent[] Events);
