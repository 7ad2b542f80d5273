namespace UserRep.Grains.Versions.Lifecycle;

/// <summary>What can be done to a version.</summary>
public enum VersionAction
{
    /// <summary>Its bundle arrives, or arrives again.</summary>
    Register = 0,

    /// <summary>Open and verify its bundle anew.</summary>
    Validate = 1,

    /// <summary>Run some live encodes on it, unseen.</summary>
    Shadow = 2,

    /// <summary>Serve it for a share of the users, or for a larger one.</summary>
    Canary = 3,

    /// <summary>Make it current; what was current drains.</summary>
    Promote = 4,

    /// <summary>Take it back; if it was current, what was current before is so again.</summary>
    RollBack = 5,

    /// <summary>Begin to do without it.</summary>
    Drain = 6,

    /// <summary>Free it, when nobody reads it any more.</summary>
    Retire = 7,
}
