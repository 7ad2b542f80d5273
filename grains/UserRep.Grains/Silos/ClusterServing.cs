using UserRep.Grains.Errors;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Rollouts.Measures;

namespace UserRep.Grains.Silos;

/// <summary>
/// Asks every silo whether it can serve a version: what one cannot, none of the users who live there get, whomever is asked for them. A silo
/// that does not answer is passed over: it serves nobody either. What vectors it has given before that is another matter: of these every silo has to tell.
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
    /// <returns>What they say of it.</returns>
    /// <exception cref="UserRepException">Some cannot: which, and why.</exception>
    public async Task<ServingAnswers> RequireServedAsync(string version, string what, CancellationToken cancellation)
    {
        (SiloAddress Silo, VersionReport? Report)[] answers = await Task.WhenAll(silos.Active.Select(
            async silo => (silo, await AnswerAsync(silo, version, cancellation).ConfigureAwait(false)))).ConfigureAwait(false);
        string[] named = [.. answers.Where(answer => answer.Report?.Failure is not null).Select(answer => $"Silo {answer.Silo.Endpoint}: {answer.Report!.Failure!.TrimEnd('.')}.")];
        if (named.Length > 0)
        {
            throw new UserRepException(
                ServiceError.Conflict, $"Version \"{version}\" cannot be {what}, for it cannot be served. {string.Join(' ', named)} Mend that, or register its bundle again.");
        }

        return new ServingAnswers(version, what, answers);
    }

    /// <summary>Whether a silo other than this one can serve a version.</summary>
    public async Task<bool> IsServedElsewhereAsync(string version, CancellationToken cancellation)
    {
        VersionReport?[] reports = await Task.WhenAll(silos.Active.Where(silo => !silos.IsHere(silo)).Select(silo => ReportAsync(silo, version, _glance, cancellation))).ConfigureAwait(false);
        return reports.Any(report => report is { Failure: null });
    }

    /// <returns>What it says; null if it does not answer.</returns>
    private async Task<VersionReport?> AnswerAsync(SiloAddress silo, string version, CancellationToken cancellation)
    {
        // Before it has followed the catalogue it knows of no failure.
        await TryAsync(silos.Of(silo).SyncAsync(), _patience, cancellation).ConfigureAwait(false);
        VersionReport? report = await ReportAsync(silo, version, _patience, cancellation).ConfigureAwait(false);
        if (report is { Failure: not null })
        {
            await TryAsync(silos.Of(silo).TryAgainAsync(), options.InForceTimeout, cancellation).ConfigureAwait(false);
            report = await ReportAsync(silo, version, _patience, cancellation).ConfigureAwait(false) ?? report;
        }

        return report;
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
