using UserRep.Grains.Versions.Rollouts.Gates;
using UserRep.Grains.Versions.Rollouts.Plans;

namespace UserRep.Grains.Versions.Rollouts;

/// <summary>What a step waits for, each with how much of it is missing.</summary>
internal static class RolloutWaits
{
    public static IEnumerable<string> Of(RolloutState state, IReadOnlyList<GateResult> gates, long encodes, DateTimeOffset now)
    {
        if (state.Current is { } step)
        {
            TimeSpan left = step.MinSoak - (now - state.StepSince);
            if (left > TimeSpan.Zero)
            {
                yield return $"soak: {Durations.Text(TimeSpan.FromSeconds(Math.Ceiling(left.TotalSeconds)))} of {Durations.Text(step.MinSoak)} are left.";
            }

            if (encodes < step.MinSamples)
            {
                yield return $"minSamples: {step.MinSamples - encodes} of {step.MinSamples} vectors are missing.";
            }

            foreach (GateResult gate in gates.Where(g => g.Verdict == Verdict.Inconclusive))
            {
                yield return gate.Missing > 0 ? $"{gate.Metric}: {gate.Missing} of {gate.Samples + gate.Missing} samples are missing." : $"{gate.Metric}: {gate.Note}.";
            }
        }

        if (state.Next is { NeedsApproval: true } next && state.ApprovedStep != state.Step + 1)
        {
            yield return $"approval: somebody must approve of {RolloutRules.Name(next)}.";
        }
    }
}
