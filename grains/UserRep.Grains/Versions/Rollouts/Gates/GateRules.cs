using UserRep.Grains.Versions.Rollouts.ConsumerMetrics;
using UserRep.Grains.Versions.Rollouts.Plans;

namespace UserRep.Grains.Versions.Rollouts.Gates;

/// <summary>What a gate says of a figure.</summary>
internal static class GateRules
{
    /// <summary>Looks a gate's figure up, and judges it.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="step">Its step.</param>
    /// <param name="facts">What is known.</param>
    public static GateResult Judge(RolloutGate gate, RolloutStep step, GateFacts facts)
    {
        long asked = gate.MinSamples ?? step.MinSamples;
        if (MetricName.TryReadGate(gate.Metric, out string consumer, out string name))
        {
            return ConsumerGate.Judge(
                gate, facts.Since(consumer, name, facts.Version), facts.Since(consumer, name, facts.Reference), facts.IsHigherBetter(consumer, name), asked);
        }

        return RolloutMetrics.Find(gate.Metric) is { } metric
            ? Judge(gate, metric.Read(facts.Report, step.Share), metric.Needed(asked))
            : Judge(gate, new Measure(null, 0, Note: "the service knows no such metric any more"), 0);
    }

    /// <summary>Fails as soon as the figure can come back within its bounds no more; passes only once it has its samples.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="measure">The figure as it stands.</param>
    /// <param name="needed">How many samples it is to be of.</param>
    public static GateResult Judge(RolloutGate gate, Measure measure, long needed)
    {
        bool isEnough = measure.Samples >= needed;
        bool isLost = gate.Max is { } most && measure.LeastLater?.Invoke(needed) > most;
        bool isOut = measure.Value > gate.Max || measure.Value < gate.Min;
        return new GateResult
        {
            Metric = gate.Metric,
            Value = measure.Value,
            Bound = Bound(gate),
            Verdict = isLost || (isEnough && isOut) ? Verdict.Fail : isEnough && measure.Value is not null ? Verdict.Pass : Verdict.Inconclusive,
            Samples = measure.Samples,
            Missing = Math.Max(0, needed - measure.Samples),
            Note = isEnough && measure.Value is null ? measure.Note ?? "there is no figure" : null,
        };
    }

    public static string Bound(RolloutGate gate) => (gate.Min, gate.Max) switch
    {
        ({ } least, { } most) => $"min {NumberText.Fine(least)}, max {NumberText.Fine(most)}",
        ({ } least, null) => $"min {NumberText.Fine(least)}",
        (_, { } most) => $"max {NumberText.Fine(most)}",
        _ => "none",
    };
}
