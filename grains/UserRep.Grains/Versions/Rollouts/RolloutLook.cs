using UserRep.Grains.Versions.Rollouts.Gates;
using UserRep.Grains.Versions.Rollouts.Measures;

namespace UserRep.Grains.Versions.Rollouts;

/// <summary>What a look at a version in a step of its plan shows.</summary>
/// <param name="Gates">What the gates of the step say.</param>
/// <param name="Encodes">How many vectors the version has computed in the step.</param>
/// <param name="Counts">What each silo has counted up to now.</param>
/// <param name="Failure">Why it cannot be served; null if it can.</param>
internal sealed record RolloutLook(IReadOnlyList<GateResult> Gates, long Encodes, IReadOnlyList<VersionCounts> Counts, string? Failure);
