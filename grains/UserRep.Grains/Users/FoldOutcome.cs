namespace UserRep.Grains.Users;

/// <summary>What became of events that were offered to a user.</summary>
internal enum FoldOutcome
{
    /// <summary>All of them are part of the state, or were before.</summary>
    UpToDate = 0,

    /// <summary>They do not link to what the state has seen: the log must be read.</summary>
    NeedsLog = 1,
}
