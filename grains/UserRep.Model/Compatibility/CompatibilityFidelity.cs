namespace UserRep.Model.Compatibility;

/// <summary>How close mapped vectors come to those of the older version, on users that the map was not fitted on.</summary>
public sealed record CompatibilityFidelity
{
    /// <summary>Gets how many users it was measured on.</summary>
    public required int Users { get; init; }

    /// <summary>Gets the mean cosine between a mapped vector and the older version's own, of the same user at the same moment.</summary>
    public required double Cosine { get; init; }

    /// <summary>
    /// Gets what <see cref="Cosine"/> would be if everybody were given the older version's mean vector: what knowing nothing of a user
    /// reaches already; null if it was not measured.
    /// </summary>
    public double? CosineOfMean { get; init; }

    /// <summary>Gets the evaluation task that the areas are of; null if none could be asked.</summary>
    public string? Task { get; init; }

    /// <summary>Gets the area under the ROC curve of a head trained on the older version's vectors, given such vectors; null without a task.</summary>
    public double? AucOld { get; init; }

    /// <summary>Gets the area of the same head, given mapped vectors instead; null without a task.</summary>
    public double? AucMapped { get; init; }

    /// <summary>Gets what the head loses: <see cref="AucOld"/> − <see cref="AucMapped"/>; null without a task.</summary>
    public double? AucLoss => AucOld - AucMapped;
}
