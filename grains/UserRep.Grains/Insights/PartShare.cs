namespace UserRep.Grains.Insights;

/// <summary>The share of a part of the features in a change.</summary>
/// <param name="Kind">What it is: <c>modality</c>, <c>time scale</c>, <c>onboarding</c>, <c>activity</c> or <c>profile</c>.</param>
/// <param name="Name">Which one.</param>
/// <param name="Share">How much of the change is missing while the part is as it was: 1 for all of it, less than 0 if it held the vector back.</param>
public sealed record PartShare(string Kind, string Name, double Share);
