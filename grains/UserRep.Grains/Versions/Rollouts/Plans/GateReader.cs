using UserRep.Grains.Versions.Rollouts.ConsumerMetrics;
using UserRep.Grains.Versions.Rollouts.Gates;

namespace UserRep.Grains.Versions.Rollouts.Plans;

/// <summary>Makes a gate of what somebody wrote, and notes what is wrong with it.</summary>
internal static class GateReader
{
    public static RolloutGate Read(GateDraft draft, string at, RolloutStage? stage, IReadOnlyCollection<string> consumers, List<string> mistakes)
    {
        string metric = draft.Metric ?? string.Empty;
        if (MetricName.TryReadGate(metric, out string consumer, out _))
        {
            mistakes.AddRange(OfConsumer(draft, at, consumer, consumers));
        }
        else
        {
            mistakes.AddRange(OfService(draft, at, stage));
        }

        if (draft.MinSamples < 1)
        {
            mistakes.Add($"{at}.minSamples: {draft.MinSamples} is below one. Give how many samples the figure is to be of, or leave it out.");
        }

        return new RolloutGate { Metric = metric, Max = draft.Max, Min = draft.Min, MinSamples = draft.MinSamples };
    }

    private static IEnumerable<string> OfService(GateDraft draft, string at, RolloutStage? stage)
    {
        RolloutMetric? metric = RolloutMetrics.Find(draft.Metric ?? string.Empty);
        if (metric is null)
        {
            yield return $"{at}.metric: \"{draft.Metric}\" is no metric. Those there are: {string.Join(", ", RolloutMetrics.All.Select(m => m.Name))}, and {MetricName.GateForm}.";
        }
        else if (metric.IsOfCanary && stage is not (null or RolloutStage.Canary))
        {
            yield return $"{at}.metric: {metric.Name} is known of canaries only, not of {stage.ToString()!.ToLowerInvariant()}. Take it out of this step.";
        }

        if (draft.Max is null && draft.Min is null)
        {
            yield return $"{at}: {draft.Metric} has no bound. Give max, min or both.";
        }
        else if (draft is { Min: { } least, Max: { } most } && least > most)
        {
            yield return $"{at}: min {NumberText.Fine(least)} is above max {NumberText.Fine(most)}; nothing would pass. Give a min that is no more than max.";
        }
    }

    private static IEnumerable<string> OfConsumer(GateDraft draft, string at, string consumer, IReadOnlyCollection<string> consumers)
    {
        if (!consumers.Contains(consumer))
        {
            yield return $"{at}.metric: there is no consumer \"{consumer}\". {(consumers.Count == 0 ? "None is registered yet." : $"Those there are: {string.Join(", ", consumers)}.")}";
        }

        if (draft.Max is not >= 0 || draft.Min is not null)
        {
            yield return $"{at}: {draft.Metric} takes a max that is zero or more, and no min: how much worse than in the other version it may be, in its own unit.";
        }
    }
}
