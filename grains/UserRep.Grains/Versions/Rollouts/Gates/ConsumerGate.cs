using UserRep.Grains.Versions.Rollouts.ConsumerMetrics;
using UserRep.Grains.Versions.Rollouts.Plans;

namespace UserRep.Grains.Versions.Rollouts.Gates;

/// <summary>
/// A gate on what a consumer reports: fails once it is shown that the consumer fares worse with the version than with the other, by more
/// than the bound; passes when it has its samples and that is not shown. However often it is looked at, a version that is no worse fails
/// with a probability of at most <see cref="Alpha"/>.
/// </summary>
internal static class ConsumerGate
{
    public const double Alpha = 0.05;

    /// <param name="gate">The gate.</param>
    /// <param name="version">What was reported with the version since the plan began.</param>
    /// <param name="reference">What was reported with the other since then.</param>
    /// <param name="isHigherBetter">Whether more is better.</param>
    /// <param name="asked">How many samples a side it is to be of.</param>
    public static GateResult Judge(RolloutGate gate, Moments version, Moments reference, bool isHigherBetter, long asked)
    {
        long needed = Math.Max(MeanDifference.LeastSamples, asked);
        long samples = Math.Min(version.Count, reference.Count);
        double worse = isHigherBetter ? reference.Mean - version.Mean : version.Mean - reference.Mean;

        // Only one side of the interval speaks against it, and the true difference is as often beyond the one as beyond the other.
        bool isShown = samples >= MeanDifference.LeastSamples && worse - MeanDifference.HalfWidth(version, reference, needed, 2 * Alpha) > gate.Max;
        return new GateResult
        {
            Metric = gate.Metric,
            Value = samples == 0 ? null : worse,
            Bound = GateRules.Bound(gate),
            Verdict = isShown ? Verdict.Fail : samples >= needed ? Verdict.Pass : Verdict.Inconclusive,
            Samples = samples,
            Missing = Math.Max(0, needed - samples),
        };
    }
}
