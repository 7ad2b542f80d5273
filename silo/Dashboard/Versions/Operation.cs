namespace UserRep.Silo.Dashboard.Versions;

/// <summary>Something that an operator can do about a version as it stands, or cannot, and why not.</summary>
public sealed record Operation
{
    /// <summary>Gets what it is.</summary>
    public required OperationKind Kind { get; init; }

    /// <summary>Gets what the button says.</summary>
    public required string Label { get; init; }

    /// <summary>Gets what will happen, in words.</summary>
    public required string Consequence { get; init; }

    /// <summary>Gets why it cannot be done now; null if it can.</summary>
    public string? Denied { get; init; }

    /// <summary>Gets the share in percent that is suggested; null if it takes none.</summary>
    public double? Share { get; init; }

    /// <summary>Gets what force would do; null if there is nothing to be forced.</summary>
    public string? Force { get; init; }

    /// <summary>Gets a value indicating whether users or consumers may lose something by it.</summary>
    public bool IsGrave { get; init; }

    /// <summary>Gets a value indicating whether it is not done if the version has moved since it was looked at.</summary>
    public bool IsOfRevision => Kind is not (OperationKind.PrepareSwitch or OperationKind.CommitSwitch or OperationKind.AbortSwitch or OperationKind.StartBackfill or OperationKind.StopBackfill);

    /// <summary>Gets the switch it is about; null for none.</summary>
    public string? Switch { get; init; }
}
