namespace UserRep.Grains.Versions;

/// <summary>Where a version stands.</summary>
public enum VersionState
{
    /// <summary>Its bundle is kept.</summary>
    Registered = 0,

    /// <summary>Its bundle has been opened and verified; it can be read by name.</summary>
    Validated = 1,

    /// <summary>Reads that name no version get it.</summary>
    Current = 4,

    /// <summary>Its bundle cannot be opened any more; the reason says why.</summary>
    Failed = 7,
}
