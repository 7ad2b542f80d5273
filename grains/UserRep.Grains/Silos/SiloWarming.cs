using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Routing;

namespace UserRep.Grains.Silos;

/// <summary>
/// Has this silo warm versions, one run of each at a time, until it is told that what it was for is done. Whoever is to say so may have
/// ended; after the time that it can take at most, nobody will.
/// </summary>
internal sealed class SiloWarming(VersionHost host, VersionWarmer warmer, VersionOptions options, TimeProvider time)
{
    // For the messages on the way.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, CancellationTokenSource> _runs = new(StringComparer.Ordinal);
    private readonly Lock _changing = new();

    /// <summary>Keeps up to date, from now on, the vectors of those who are about to be served the version, and computes those of live users that are missing.</summary>
    /// <returns>When they are there, or the time for it is over, or the run was ended.</returns>
    public async Task WarmAsync(string version, double percent)
    {
        if (host.Plan.Find(version) is not { } served)
        {
            return;
        }

        CancellationTokenSource run = new();
        lock (_changing)
        {
            EndRun(version);
            _runs[version] = run;
        }

        // Other silos may need all of the time there is for warming, and then the plan has to be in force.
        Task told = Task.Delay(options.WarmTimeout + options.InForceTimeout + _patience, time, run.Token);
        _ = EndUntoldAsync(version, run, told);
        try
        {
            await warmer.WarmAsync(served, new UserShare(version, percent), run.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (run.IsCancellationRequested)
        {
            // Ended: another has begun, or it was for nothing.
        }
    }

    /// <summary>From now on the plan alone says whose vectors are kept up to date.</summary>
    public void End(string version)
    {
        lock (_changing)
        {
            EndRun(version);
        }

        host.Plan.Find(version)?.Warming = null;
    }

    private void EndRun(string version)
    {
        if (_runs.Remove(version, out CancellationTokenSource? run))
        {
            run.Cancel();
        }
    }

    private async Task EndUntoldAsync(string version, CancellationTokenSource run, Task told)
    {
        await told.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_changing)
        {
            if (!_runs.TryGetValue(version, out CancellationTokenSource? last) || last != run)
            {
                return;
            }

            EndRun(version);
        }

        host.Plan.Find(version)?.Warming = null;
    }
}
