using UserRep.Grains.Versions;

namespace UserRep.Grains.Silos;

/// <summary>Has every silo warm a version before it is served to more users. A silo that does not answer is not waited for: it serves nobody either.</summary>
internal sealed class ClusterWarming(AllSilos silos, VersionOptions options, TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <summary>Keeps the vectors of those users up to date from now on, and computes those that are missing of users who are live.</summary>
    /// <returns>When they are there, or the time for it is over. <see cref="EndAsync"/> is the caller's to call, when the plan says the same.</returns>
    public Task WarmAsync(string version, double percent, CancellationToken cancellation) => silos.TellAsync(
        async silo =>
        {
            await silo.SyncAsync().WaitAsync(_patience, time, cancellation).ConfigureAwait(false);
            await silo.WarmAsync(version, percent).ConfigureAwait(false);
        },
        options.WarmTimeout + _patience,
        cancellation);

    /// <summary>From now on the plan alone says whose vectors are kept up to date.</summary>
    public Task EndAsync(string version) => silos.TellAsync(silo => silo.EndWarmingAsync(version), _patience, CancellationToken.None);
}
