namespace UserRep.Grains.Reading;

/// <summary>Vectors of one version, in the order of the users asked for.</summary>
public sealed record EmbeddingBatch
{
    /// <summary>Gets the version of every vector.</summary>
    public required string Version { get; init; }

    /// <summary>Gets the fingerprint of the embedding space: vectors of different spaces must not be compared.</summary>
    public required string Space { get; init; }

    /// <summary>Gets the numbers per vector.</summary>
    public required int Dimension { get; init; }

    /// <summary>Gets what the vectors were mapped from; null where they are the version's own.</summary>
    public CompatibleSource? Compatible { get; init; }

    /// <summary>Gets when the answer was made, in milliseconds since 1970 UTC.</summary>
    public required long ServedAtMs { get; init; }

    /// <summary>Gets the vectors, [users, dimension]; zeros where there is an error.</summary>
    public required float[] Vectors { get; init; }

    /// <summary>Gets per user what there is to know of the vector.</summary>
    public required EmbeddingInfo[] Infos { get; init; }
}
