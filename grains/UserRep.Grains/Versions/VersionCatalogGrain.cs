using UserRep.Grains.Hosting;
using UserRep.Grains.Versions.Consumers;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Retirements;
using UserRep.Grains.Versions.Routing;
using UserRep.Grains.Versions.Switches;

namespace UserRep.Grains.Versions;

/// <summary>
/// Keeps versions, consumers and switches; pure rules decide. What a call changed is stored before it returns, together with the entry of
/// the history that tells of it; if that fails, nothing has changed.
/// </summary>
[GrainType(VersionCatalogGrain.Type)]
internal sealed class VersionCatalogGrain(
    [PersistentState(VersionCatalogGrain.StateName, GrainsHosting.StorageName)] IPersistentState<CatalogState> state, SiloBoard board, CatalogHold hold, VersionOptions options, TimeProvider time) : Grain, IVersionCatalogGrain
{
    public const string Type = "version-catalog";
    public const string StateName = "versions";

    private readonly Dictionary<string, DateTimeOffset> _seen = new(StringComparer.Ordinal);

    private CatalogState Catalog => state.State;

    private DateTimeOffset Now => time.GetUtcNow();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await hold.TakeAsync(state);
        board.Begin();
    }

    public Task<CatalogState> GetAsync() => Task.FromResult(Catalog);

    public async Task<VersionSummary> RegisterAsync(VersionSummary version, string actor)
    {
        await StoreAsync(VersionLifecycle.Register(Catalog, version, actor, Now));
        return Catalog.Find(version.Version)!;
    }

    public async Task<VersionSummary> ChangeAsync(VersionChange change)
    {
        await StoreAsync(VersionLifecycle.Apply(Catalog, change, Evidence(), Now));
        return Catalog.Find(change.Version)!;
    }

    public Task NoteAsync(HistoryNote note) => StoreAsync(VersionLifecycle.Note(Catalog, note));

    public async Task<ConsumerStatus> PutConsumerAsync(ConsumerInfo consumer, string actor)
    {
        await StoreAsync(ConsumerRules.Register(Catalog, consumer, actor, Now));
        _seen[consumer.Name] = Now;
        return Status(Catalog.FindConsumer(consumer.Name)!);
    }

    public Task RemoveConsumerAsync(string name, string actor) => StoreAsync(ConsumerRules.Remove(Catalog, name, actor, Now));

    public Task<ConsumerStatus[]> ConsumersAsync() => Task.FromResult<ConsumerStatus[]>([.. Catalog.Consumers.Select(Status)]);

    public Task<RetirementNeeds[]> RetirementsAsync() => Task.FromResult<RetirementNeeds[]>(
        [.. RetirementRules.All(Catalog, Evidence(), Now).Select(needs => needs with { LastReaders = board.LastReaders(needs.Version, Now - needs.Window) })]);

    public async Task<SwitchInfo> PrepareSwitchAsync(string to, string actor, string? reason)
    {
        await StoreAsync(SwitchRules.Prepare(Catalog, to, actor, reason, Now));
        return SwitchRules.Find(Catalog, Catalog.Switches[^1].Id, IsLive);
    }

    public async Task<SwitchInfo> CommitSwitchAsync(string id, string actor, string? reason, bool isForced)
    {
        await StoreAsync(SwitchRules.Commit(Catalog, id, IsLive, actor, reason, isForced, Now));
        return SwitchRules.Find(Catalog, id, IsLive);
    }

    public async Task<SwitchInfo> AbortSwitchAsync(string id, string actor, string? reason)
    {
        await StoreAsync(SwitchRules.Abort(Catalog, id, actor, reason, Now));
        return SwitchRules.Find(Catalog, id, IsLive);
    }

    public Task<SwitchInfo> SwitchAsync(string id) => Task.FromResult(SwitchRules.Find(Catalog, id, IsLive));

    public async Task<CatalogState?> HearAsync(SiloReport report)
    {
        await HoldAsync(hold.RequireAsync(state, board));
        board.Hear(report);
        return report.Revision < Catalog.Revision ? Catalog : null;
    }

    public async Task<bool> IsInForceAsync(long revision)
    {
        if (!board.IsInForce(revision))
        {
            return false;
        }

        // Looked at after the board: had another catalogue begun before that, silos could have been with it.
        await HoldAsync(hold.RequireNowAsync(state, board));
        return true;
    }

    private ReadEvidence Evidence() => new(board.Since, board.LastReads(), options.DrainWindow, IsLive);

    private ConsumerStatus Status(ConsumerInfo consumer) => new()
    {
        Consumer = consumer,
        LastSeen = LastSeen(consumer),
        IsLive = IsLive(consumer),
        Reads = ConsumerRoutes.Stable(Catalog, consumer),
        ReadsInCanary = ConsumerRoutes.InCanary(Catalog, consumer),
        Retired = [.. consumer.Accepts.Where(v => Catalog.Find(v)?.State == VersionState.Retired)],
        ReadCounts = board.Counts(consumer.Name),
    };

    /// <summary>Whoever has not been seen since this began may have been just before: their lease begins anew.</summary>
    private bool IsLive(ConsumerInfo consumer) => consumer.Lease is not { } lease || Now - (LastSeen(consumer) ?? board.Since) < lease;

    private DateTimeOffset? LastSeen(ConsumerInfo consumer)
    {
        DateTimeOffset? registered = _seen.TryGetValue(consumer.Name, out DateTimeOffset seen) ? seen : null;
        DateTimeOffset? read = board.LastRead(consumer.Name);
        return registered is null || read > registered ? read : registered;
    }

    private async Task HoldAsync(Task held)
    {
        try
        {
            await held;
        }
        catch when (hold.IsLost)
        {
            DeactivateOnIdle();
            throw;
        }
    }

    private async Task StoreAsync(CatalogState after)
    {
        CatalogState before = Catalog;
        if (ReferenceEquals(before, after))
        {
            return;
        }

        state.State = await PagedAsync(after.InOrder(before));
        try
        {
            await hold.WriteAsync(state);
        }
        catch
        {
            // What is stored now is unknown: the next activation reads it.
            state.State = before;
            DeactivateOnIdle();
            throw;
        }
    }

    /// <summary>A full page of the history is written before the catalogue lets go of it.</summary>
    private async Task<CatalogState> PagedAsync(CatalogState catalog)
    {
        if (catalog.Recent.Count < 2 * HistoryPage.Size)
        {
            return catalog;
        }

        await GrainFactory.GetGrain<IHistoryPageGrain>(catalog.HistoryPages).PutAsync([.. catalog.Recent.Take(HistoryPage.Size)]);
        return catalog with { HistoryPages = catalog.HistoryPages + 1, Recent = [.. catalog.Recent.Skip(HistoryPage.Size)] };
    }
}
