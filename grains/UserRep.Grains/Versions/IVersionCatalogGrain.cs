using UserRep.Grains.Versions.Consumers;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Retirements;
using UserRep.Grains.Versions.Routing;
using UserRep.Grains.Versions.Switches;

namespace UserRep.Grains.Versions;

/// <summary>
/// The one list of versions, consumers and switches. Nothing on the way of a read asks it. Every change is stored before it returns, and is
/// refused with a <see cref="Errors.UserRepException"/> that says what is missing.
/// </summary>
[Alias("userrep.version-catalog")]
internal interface IVersionCatalogGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "catalog";

    [Alias("get")]
    Task<CatalogState> GetAsync();

    [Alias("register")]
    Task<VersionSummary> RegisterAsync(VersionSummary version, string actor);

    [Alias("change")]
    Task<VersionSummary> ChangeAsync(VersionChange change);

    /// <summary>Has the history tell of something that was done to a version without moving it. The same note again changes nothing.</summary>
    [Alias("note")]
    Task NoteAsync(HistoryNote note);

    [Alias("put-consumer")]
    Task<ConsumerStatus> PutConsumerAsync(ConsumerInfo consumer, string actor);

    [Alias("remove-consumer")]
    Task RemoveConsumerAsync(string name, string actor);

    [Alias("consumers")]
    Task<ConsumerStatus[]> ConsumersAsync();

    /// <summary>What keeps versions from being retired that stand where they can be.</summary>
    [Alias("retirements")]
    Task<RetirementNeeds[]> RetirementsAsync();

    [Alias("prepare-switch")]
    Task<SwitchInfo> PrepareSwitchAsync(string to, string actor, string? reason);

    [Alias("commit-switch")]
    Task<SwitchInfo> CommitSwitchAsync(string id, string actor, string? reason, bool isForced);

    [Alias("abort-switch")]
    Task<SwitchInfo> AbortSwitchAsync(string id, string actor, string? reason);

    [Alias("switch")]
    Task<SwitchInfo> SwitchAsync(string id);

    /// <summary>A silo says what it serves and what was read there.</summary>
    /// <returns>The catalogue if it is newer than what the silo serves; else null.</returns>
    [Alias("hear")]
    Task<CatalogState?> HearAsync(SiloReport report);

    /// <summary>Whether no silo routes reads by an older revision any more.</summary>
    [Alias("is-in-force")]
    Task<bool> IsInForceAsync(long revision);
}
