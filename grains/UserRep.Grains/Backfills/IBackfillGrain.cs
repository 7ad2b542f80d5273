using Orleans.Concurrency;

namespace UserRep.Grains.Backfills;

/// <summary>The backfill of one feature space; the key is the space's fingerprint.</summary>
[Alias("userrep.backfill")]
internal interface IBackfillGrain : IGrainWithStringKey
{
    [Alias("start")]
    Task<BackfillStatus> StartAsync(string version, string actor, string? reason);

    [Alias("stop")]
    Task<BackfillStatus> StopAsync(string version, string actor, string? reason);

    [Alias("get")]
    [AlwaysInterleave]
    Task<BackfillStatus> GetAsync();

    /// <summary>Has one go on that was running when its silo ended, and one forgotten whose feature space is served no more, with the snapshots of the space.</summary>
    /// <returns>Whether all is forgotten; else it is to be called again.</returns>
    [Alias("wake")]
    Task<bool> WakeAsync();

    /// <summary>
    /// Returns when no snapshot of the feature space is being removed: once the catalogue has a version of it that is served, none will be.
    /// Whoever is about to serve one asks before.
    /// </summary>
    [Alias("settle")]
    Task SettleAsync();
}
