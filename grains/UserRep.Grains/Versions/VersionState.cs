namespace UserRep.Grains.Versions;

/// <summary>Where a version stands.</summary>
public enum VersionState
{
    /// <summary>Its bundle is kept.</summary>
    Registered = 0,

    /// <summary>Its bundle has been opened and verified; it can be read by name.</summary>
    Validated = 1,

    /// <summary>Some live encodes run on it, too, and are measured; reads that name no version never get it.</summary>
    Shadow = 2,

    /// <summary>Consumers that accept it get it for a share of their users.</summary>
    Canary = 3,

    /// <summary>Reads that name no version get it.</summary>
    Current = 4,

    /// <summary>It was current, or nobody is to begin with it: consumers that accept nothing newer still get it.</summary>
    Draining = 5,

    /// <summary>It is in memory no more and cannot be read.</summary>
    Retired = 6,

    /// <summary>Its bundle cannot be opened any more; the reason says why.</summary>
    Failed = 7,

    /// <summary>It was taken back; the reason says why. It can be read by name, and validated for another try.</summary>
    RolledBack = 8,
}
