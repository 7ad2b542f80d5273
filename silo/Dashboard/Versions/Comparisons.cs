using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Comparisons;
using UserRep.Silo.Problems;

namespace UserRep.Silo.Dashboard.Versions;

/// <summary>Versions beside the current one, looked at no more often than gates are, and once for all browsers that look.</summary>
internal sealed class Comparisons(IVersionComparisons comparisons, TimeProvider time)
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private readonly Dictionary<(string Version, long Revision), (DateTimeOffset At, Task<VersionComparison> Asked)> _looks = [];

    /// <returns>What was last seen; null if it cannot be told, or not in time.</returns>
    public async Task<VersionComparison?> FindAsync(VersionSummary version, CancellationToken cancellation)
    {
        try
        {
            return await Look((version.Version, version.Revision)).WaitAsync(_patience, time, cancellation);
        }
        catch (Exception error) when (KnownErrors.Of(error) is not null)
        {
            return null;
        }
    }

    private Task<VersionComparison> Look((string Version, long Revision) key)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_looks)
        {
            foreach (var old in _looks.Where(look => look.Value.Asked.IsCompleted && now - look.Value.At >= _interval).Select(look => look.Key).ToArray())
            {
                _looks.Remove(old);
            }

            if (!_looks.TryGetValue(key, out var look))
            {
                // Nobody's leaving ends it: the others who look wait for it, too.
                _looks[key] = look = (now, comparisons.CompareAsync(key.Version, CancellationToken.None));
            }

            return look.Asked;
        }
    }
}
