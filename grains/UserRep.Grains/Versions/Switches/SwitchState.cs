namespace UserRep.Grains.Versions.Switches;

/// <summary>Where a coordinated switch stands.</summary>
public enum SwitchState
{
    /// <summary>It can be committed as soon as nobody is late.</summary>
    Prepared = 0,

    /// <summary>Every consumer was moved.</summary>
    Committed = 1,

    /// <summary>It was called off.</summary>
    Aborted = 2,
}
