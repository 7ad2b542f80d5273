namespace UserRep.Grains.Backfills;

/// <summary>Users and events in a second.</summary>
internal readonly record struct BackfillRate(double Users, double Events);
