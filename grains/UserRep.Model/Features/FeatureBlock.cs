namespace UserRep.Model.Features;

/// <summary>A part of a feature group whose numbers belong together: one mean item vector, or one attribute.</summary>
/// <param name="Name">Its name, such as <c>collaborative/7d</c> or <c>profile/country</c>.</param>
/// <param name="Offset">Its first position in the feature vector.</param>
/// <param name="Length">Its number of positions.</param>
/// <param name="IsItemMean">Whether it is a mean item vector: such a block is scaled as one, by one factor.</param>
public sealed record FeatureBlock(string Name, int Offset, int Length, bool IsItemMean);
