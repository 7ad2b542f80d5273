namespace UserRep.Silo.Dashboard.Versions;

/// <summary>What an operator can do about a version.</summary>
public enum OperationKind
{
    /// <summary>Open and verify its bundle anew.</summary>
    Validate,

    /// <summary>Run live encodes on it, unseen.</summary>
    Shadow,

    /// <summary>Serve it to a share of the users.</summary>
    Canary,

    /// <summary>Make it current after its canary.</summary>
    Promote,

    /// <summary>Make it current past the stages.</summary>
    MakeCurrent,

    /// <summary>Take it back.</summary>
    RollBack,

    /// <summary>Begin to do without it.</summary>
    Drain,

    /// <summary>Free it.</summary>
    Retire,

    /// <summary>Have it follow the default plan.</summary>
    FollowPlan,

    /// <summary>Stop its plan for a while.</summary>
    Pause,

    /// <summary>Go on with its plan.</summary>
    Resume,

    /// <summary>Say yes to its plan's next step.</summary>
    Approve,

    /// <summary>Prepare that all consumers move to it at once.</summary>
    PrepareSwitch,

    /// <summary>Move all consumers to it at once.</summary>
    CommitSwitch,

    /// <summary>Call that off.</summary>
    AbortSwitch,

    /// <summary>Build the users' states for it ahead of need.</summary>
    StartBackfill,

    /// <summary>Stop building.</summary>
    StopBackfill,
}
