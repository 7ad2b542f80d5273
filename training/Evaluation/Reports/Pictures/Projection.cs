using UserRep.Training.Evaluation.UserFeatures;

namespace UserRep.Training.Evaluation.Reports.Pictures;

/// <summary>User vectors to be shown, and what to colour each by.</summary>
/// <param name="Users">One row per user.</param>
/// <param name="Groups">Per row, the name of its group, such as the favourite genre; null where there is none.</param>
/// <param name="GroupedBy">What the groups are, for the legend: "Favourite genre".</param>
internal sealed record Projection(UserMatrix Users, IReadOnlyList<string?> Groups, string GroupedBy);
