namespace UserRep.Model.Features;

/// <summary>A contiguous part of the feature vector that has an encoder of its own and is masked as a whole.</summary>
/// <param name="Name">Its name: the modality's name, <c>onboarding</c>, <c>activity</c> or <c>profile</c>.</param>
/// <param name="Kind">What it describes.</param>
/// <param name="Offset">Its first position.</param>
/// <param name="Length">Its number of positions.</param>
/// <param name="Blocks">Its parts, in order, without gaps.</param>
public sealed record FeatureGroup(string Name, FeatureGroupKind Kind, int Offset, int Length, IReadOnlyList<FeatureBlock> Blocks);
