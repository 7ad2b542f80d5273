using UserRep.Grains.Versions.Rollouts.Measures;

namespace UserRep.Grains.Versions.Rollouts.Gates;

/// <summary>A figure that gates can be set on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Read">How it follows from what is measured, and from the share that is planned.</param>
/// <param name="LeastSamples">Of fewer samples it says nothing.</param>
/// <param name="MostSamples">It is never of more samples than this.</param>
/// <param name="IsOfCanary">Whether there is such a figure in a canary only.</param>
internal sealed record RolloutMetric(string Name, Func<VersionReport, double, Measure> Read, long LeastSamples = 1, long MostSamples = long.MaxValue, bool IsOfCanary = false)
{
    /// <summary>How many samples a gate on it takes.</summary>
    public long Needed(long asked) => Math.Max(LeastSamples, Math.Min(MostSamples, asked));
}
