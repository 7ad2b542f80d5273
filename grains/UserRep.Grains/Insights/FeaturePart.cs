namespace UserRep.Grains.Insights;

/// <summary>A part of the features that means something by itself.</summary>
/// <param name="Group">What it belongs to: a modality, <c>onboarding</c>, <c>activity</c> or <c>profile</c>.</param>
/// <param name="Name">Which part of that: a time scale, a modality, a count, an attribute.</param>
/// <param name="Strength">How strong it is: of mean item vectors their length, else the number itself; of an attribute 1 for the value that is set.</param>
/// <param name="Evidence">How much there is behind it, in weights of events; null where that means nothing.</param>
public sealed record FeaturePart(string Group, string Name, double Strength, double? Evidence);
