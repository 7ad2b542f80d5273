using UserRep.Grains.Errors;
using UserRep.Grains.Parity;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Rollouts.Measures;

namespace UserRep.Grains.Silos;

/// <summary>
/// Asks every silo whether it can serve a version: what one cannot, none of the users who live there get, whomever is asked for them. A silo
/// that does not answer is passed over: it serves nobody either.
/// </summary>
internal sealed class ClusterServing(AllSilos silos, VersionOptions options, TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <summary>Whoever asks whether this silo is ready waits for a few seconds at most.</summary>
    private static readonly TimeSpan _glance = TimeSpan.FromMilliseconds(500);

    /// <summary>Makes sure that every silo can serve a version. One where it could not be loaded looks at it again first.</summary>
    /// <param name="version">The version.</param>
    /// <param name="what">What is to be done with it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="UserRepException">Some cannot: which, and why.</exception>
    public async Task RequireServedAsync(string version, string what, CancellationToken cancellation)
    {
        string?[] failures = await Task.WhenAll(silos.Active.Select(silo => FailureAsync(silo, version, cancellation))).ConfigureAwait(false);
        string[] named = [.. failures.OfType<string>()];
        if (named.Length > 0)
        {
            throw new UserRepException(
                ServiceError.Conflict, $"Version \"{version}\" cannot be {what}, for it cannot be served. {string.Join(' ', named)} Mend that, or register its bundle again.");
        }
    }

    /// <summary>Makes sure that no silo has met a vector of a version that is another than the log gives.</summary>
    /// <param name="version">The version.</param>
    /// <param name="what">What is to be done with it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="UserRepException">Some have: how many, and by how much.</exception>
    public async Task RequireParityAsync(string version, string what, CancellationToken cancellation)
    {
        VersionReport?[] reports = await Task.WhenAll(silos.Active.Select(silo => ReportAsync(silo, version, _patience, cancellation))).ConfigureAwait(false);
        ParityReport parity = reports.OfType<VersionReport>().Aggregate(ParityReport.None, (sum, report) => sum.Plus(report.Parity));
        if (parity.Different > 0)
        {
            throw new UserRepException(
                ServiceError.Conflict,
                $"Version \"{version}\" cannot be {what}: of {parity.Checked} of its vectors that were computed again from the log, {parity.Different} are others, by up to {parity.Worst:g3}. Find out why first; with force and a reason it can be done all the same.");
        }
    }

    /// <summary>Whether a silo other than this one can serve a version.</summary>
    public async Task<bool> IsServedElsewhereAsync(string version, CancellationToken cancellation)
    {
        VersionReport?[] reports = await Task.WhenAll(silos.Active.Where(silo => !silos.IsHere(silo)).Select(silo => ReportAsync(silo, version, _glance, cancellation))).ConfigureAwait(false);
        return reports.Any(report => report is { Failure: null });
    }

    private async Task<string?> FailureAsync(SiloAddress silo, string version, CancellationToken cancellation)
    {
        // Before it has followed the catalogue it knows of no failure.
        await TryAsync(silos.Of(silo).SyncAsync(), _patience, cancellation).ConfigureAwait(false);
        VersionReport? report = await ReportAsync(silo, version, _patience, cancellation).ConfigureAwait(false);
        if (report is { Failure: not null })
        {
            await TryAsync(silos.Of(silo).TryAgainAsync(), options.InForceTimeout, cancellation).ConfigureAwait(false);
            report = await ReportAsync(silo, version, _patience, cancellation).ConfigureAwait(false) ?? report;
        }

        return report is { Failure: { } why } ? $"Silo {silo.Endpoint}: {why.TrimEnd('.')}." : null;
    }

    /// <returns>What it says; null if it does not answer.</returns>
    private Task<VersionReport?> ReportAsync(SiloAddress silo, string version, TimeSpan patience, CancellationToken cancellation) =>
        silos.TryAskAsync(silo, s => s.ReportAsync(version, reference: null, time.GetUtcNow()), patience, cancellation);

    private async Task TryAsync(Task asked, TimeSpan patience, CancellationToken cancellation)
    {
        await asked.WaitAsync(patience, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
    }
}
