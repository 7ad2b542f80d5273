namespace UserRep.Model.Compatibility;

/// <summary>What the manifest says of a map to an older version.</summary>
public sealed record CompatibilityEntry
{
    /// <summary>Gets the older version.</summary>
    public required string Version { get; init; }

    /// <summary>Gets the older version's embedding space: 16 hexadecimal digits.</summary>
    public required string Space { get; init; }

    /// <summary>Gets the numbers of a vector of the older version.</summary>
    public required int Dimension { get; init; }

    /// <summary>
    /// Gets the name of the file that holds the map: little-endian float32, a row of <see cref="Dimension"/> weights for every number of
    /// the bundle's own vector, then the intercept as one more row.
    /// </summary>
    public required string File { get; init; }

    /// <summary>Gets how the map was fitted, such as <c>procrustes</c> or <c>ridge</c>; for people, it changes nothing.</summary>
    public required string Method { get; init; }

    /// <summary>Gets how close mapped vectors come to those of the older version.</summary>
    public required CompatibilityFidelity Fidelity { get; init; }
}
