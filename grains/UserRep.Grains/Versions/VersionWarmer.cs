using System.Buffers;
using Microsoft.Extensions.Logging;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Users;
using UserRep.Grains.Versions.Routing;

namespace UserRep.Grains.Versions;

/// <summary>
/// Has the vectors of the users who are live here computed before a version is served to them: the first readers afterwards find them,
/// instead of waking one user after the other.
/// </summary>
internal sealed class VersionWarmer(EmbeddingTable table, IGrainFactory grains, VersionOptions options, TimeProvider time, ILogger<VersionWarmer> logger)
{
    // Readers and events come first: it works for so long, and then rests for longer.
    private const double RestsPerWork = 6;

    // Enough for the encoder to have several users in a run, and few enough not to be in anybody's way for long.
    private const int Together = 8;
    private static readonly TimeSpan _spell = TimeSpan.FromMilliseconds(2);

    /// <summary>Keeps the users' vectors of the version up to date from now on, and computes those that are missing or behind.</summary>
    /// <param name="version">The version.</param>
    /// <param name="share">The users; those it was kept up to date for are among them.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>When all are there, or the time for it is over: what is missing then is computed when somebody asks. <see cref="ServedVersion.Warming"/> is the caller's to take back, when the plan says the same.</returns>
    public async Task WarmAsync(ServedVersion version, UserShare share, CancellationToken cancellation)
    {
        version.Warming = share;
        using CancellationTokenSource late = new(options.WarmTimeout, time);
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        int failed = 0;
        try
        {
            long began = time.GetTimestamp();
            List<Task<bool>> together = [];
            foreach (string user in table.UserIds)
            {
                ends.Token.ThrowIfCancellationRequested();
                if (share.Has(user) && IsBehind(user, version))
                {
                    together.Add(TryComputeAsync(user, version, ends.Token));
                }

                if (together.Count == Together)
                {
                    failed += await FailedAsync(together).ConfigureAwait(false);
                }

                if (time.GetElapsedTime(began) is var worked && worked >= _spell)
                {
                    failed += await FailedAsync(together).ConfigureAwait(false);
                    await Task.Delay(RestsPerWork * time.GetElapsedTime(began), time, ends.Token).ConfigureAwait(false);
                    began = time.GetTimestamp();
                }
            }

            failed += await FailedAsync(together).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Log.NotAllWarm(logger, version.Version, options.WarmTimeout.TotalSeconds);
        }

        if (failed > 0)
        {
            Log.WarmingFailed(logger, version.Version, failed);
        }
    }

    /// <summary>Waits for all of some users, and forgets them.</summary>
    /// <returns>How many failed.</returns>
    private static async Task<int> FailedAsync(List<Task<bool>> together)
    {
        bool[] done = await Task.WhenAll(together).ConfigureAwait(false);
        together.Clear();
        return done.Count(isDone => !isDone);
    }

    private bool IsBehind(string user, ServedVersion version)
    {
        float[] vector = ArrayPool<float>.Shared.Rent(version.Dimension);
        bool isThere = table.TryRead(user, version.Version, vector.AsSpan(0, version.Dimension), out TableEntry entry) && entry.Position >= entry.KnownPosition;
        ArrayPool<float>.Shared.Return(vector);
        return !isThere;
    }

    /// <summary>Whoever fails here fails, or not, when somebody reads, who is then told why.</summary>
    private async Task<bool> TryComputeAsync(string user, ServedVersion version, CancellationToken cancellation)
    {
        UserRead read = new(version.Version, MinPosition: 0, MaxAgeMs: long.MaxValue);
        try
        {
            await grains.GetGrain<IUserGrain>(user).ReadAsync(read).WaitAsync(cancellation).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return false;
        }
    }
}
