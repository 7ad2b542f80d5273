using UserRep.Grains.Versions.Lifecycle;

namespace UserRep.Grains.Versions.Rollouts;

/// <summary>What is to be done about a version.</summary>
/// <param name="State">How far its plan is.</param>
/// <param name="Change">How it is to move; null if it is not.</param>
/// <param name="Waits">What it waits for, each with how much is missing.</param>
internal sealed record RolloutDecision(RolloutState State, VersionChange? Change, IReadOnlyList<string> Waits);
