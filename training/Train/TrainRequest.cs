namespace UserRep.Training.Train;

/// <summary>What <c>train</c> was asked to do.</summary>
internal sealed record TrainRequest
{
    public required string Dataset { get; init; }

    /// <summary>Gets the bundle's folder.</summary>
    public required string Out { get; init; }

    public bool Force { get; init; }

    /// <summary>Gets the version's name; null for one made from data set, moment and content.</summary>
    public string? Version { get; init; }

    /// <summary>Gets the version that this one follows.</summary>
    public string? Parent { get; init; }

    /// <summary>Gets the bundle, a folder or .zip, to whose vectors a map is fitted; null for none.</summary>
    public string? AlignTo { get; init; }

    /// <summary>Gets the most events to hold; of larger sets, a random share of the users is taken.</summary>
    public int MaximumEvents { get; init; } = 12_000_000;
}
