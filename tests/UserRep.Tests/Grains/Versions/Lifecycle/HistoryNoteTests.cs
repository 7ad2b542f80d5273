using Orleans.Core.Internal;
using UserRep.Grains.Backfills;
using UserRep.Grains.Intake;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Rollouts;
using UserRep.Grains.Versions.Rollouts.Plans;
using UserRep.Tests.Grains.Hosting;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Lifecycle;

/// <summary>
/// What is done to plans and backfills, with a storage that fails at every write there is, before it and after it: it is done and the history
/// tells of it, once, or neither.
/// </summary>
public sealed class HistoryNoteTests : IAsyncLifetime
{
    private const string Actor = "ann";
    private const string Why = "because of the figures";

    private readonly SiloFolders _folders = new();
    private InProcessSilo _silo = null!;
    private int _period;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IRollouts Rollouts => _silo.Get<IRollouts>();

    private IBackfills Backfills => _silo.Get<IBackfills>();

    public async ValueTask InitializeAsync()
    {
        // The walk is not to come to its end meanwhile, nor to store how far it is.
        _silo = await InProcessSilo.StartAsync(_folders.Data, options =>
        {
            options.Backfill.UsersPerSecond = 1;
            options.Backfill.CheckpointInterval = TimeSpan.FromHours(1);
        });
        await _silo.ServeAsync(_folders.Write(new BundleMaker { Version = "old" }));
        await _silo.Versions.RegisterAsync(_folders.Write(new BundleMaker { Version = "new", ItemSeed = 2 }), "test", Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(u => _silo.SendAsync($"user-{u}", new IncomingEvent { EventId = "1", Type = "play", ItemId = "item-1" })));
    }

    public async ValueTask DisposeAsync()
    {
        _silo.Storage.Mend();
        await _silo.DisposeAsync();
        _folders.Dispose();
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("approve")]
    [InlineData("backfill")]
    [InlineData("stopBackfill")]
    public async Task It_is_done_and_told_once_or_neither_wherever_the_storage_fails(string deed)
    {
        foreach (bool isWritten in (bool[])[false, true])
        {
            int writes;
            int failing = 0;
            do
            {
                failing++;
                await PrepareAsync(deed);
                int before = await ToldAsync(deed);
                _silo.Storage.FailFrom(failing, isWritten, "rollout", "backfill", "versions");
                bool isRefused = await IsRefusedAsync(DoAsync(deed));
                writes = _silo.Storage.Mend();
                await ReactivateAsync();

                bool isDone = await IsDoneAsync(deed);
                Assert.Equal((failing, isDone ? 1 : 0), (failing, await ToldAsync(deed) - before));
                Assert.True(isDone || isRefused, $"{deed}: answered, and not done.");
                Assert.Equal(failing > 1 || isWritten, isDone);
            }
            while (writes >= failing);

            Assert.True(failing > 2, $"{deed}: there were {failing - 1} writes.");
        }
    }

    [Fact]
    public void A_note_is_taken_once_and_one_of_a_past_life_never()
    {
        CatalogState none = Catalogs.Of("v1:Validated");
        HistoryNote first = HistoryNote.Next(none, "here", "v1", "plan", Actor, "why", Catalogs.Start);
        CatalogState one = VersionLifecycle.Note(none, first);
        HistoryEntry entry = Assert.Single(one.Recent);
        Assert.Equal((none.Revision + 1, Actor, "plan", "why", VersionState.Validated), (entry.Revision, entry.Actor, entry.Action, entry.Reason, entry.To));
        Assert.Same(one, VersionLifecycle.Note(one, first));

        CatalogState two = VersionLifecycle.Note(one, HistoryNote.Next(one, "here", "v1", "pause", Actor, null, Catalogs.Start));
        Assert.Equal(2, two.Recent.Count);
        Assert.Same(two, VersionLifecycle.Note(two, first));
        Assert.Equal(3, VersionLifecycle.Note(two, HistoryNote.Next(two, "elsewhere", "v1", "plan", Actor, null, Catalogs.Start)).Recent.Count);
    }

    /// <summary>Brings it to where the deed can be done, by somebody else.</summary>
    private async Task PrepareAsync(string deed)
    {
        switch (deed)
        {
            case "pause" or "resume" or "approve":
                await PutAsync("bob");
                await (deed == "resume" ? Rollouts.PauseAsync("new", "bob", null, null, Cancellation) : Task.CompletedTask);
                break;
            case "backfill":
                await Backfills.StopAsync("new", "bob", null, Cancellation);
                break;
            case "stopBackfill":
                await Backfills.StartAsync("new", "bob", null, Cancellation);
                break;
        }
    }

    private Task DoAsync(string deed) => deed switch
    {
        "plan" => PutAsync(Actor, Why),
        "pause" => Rollouts.PauseAsync("new", Actor, Why, null, Cancellation),
        "resume" => Rollouts.ResumeAsync("new", Actor, Why, null, Cancellation),
        "approve" => Rollouts.ApproveAsync("new", Actor, Why, null, Cancellation),
        "backfill" => Backfills.StartAsync("new", Actor, Why, Cancellation),
        _ => Backfills.StopAsync("new", Actor, Why, Cancellation),
    };

    private async Task<bool> IsDoneAsync(string deed)
    {
        RolloutStatus plan = await Rollouts.FindAsync("new", Cancellation);
        BackfillStage stage = (await Backfills.FindAsync("new", Cancellation)).Stage;
        return deed switch
        {
            "plan" => plan.Plan.Period == TimeSpan.FromMinutes(20 + _period) && plan.Phase == RolloutPhase.Running,
            "pause" => plan.PausedBy == Actor,
            "resume" => plan.PausedBy is null,
            "approve" => (await StoredAsync()).ApprovedBy == Actor,
            "backfill" => stage is BackfillStage.Running or BackfillStage.Resting,
            _ => stage == BackfillStage.Stopped,
        };
    }

    /// <summary>Each plan can be told from the one before by its period, and none looks at anything meanwhile.</summary>
    private Task<RolloutStatus> PutAsync(string actor, string? why = null) =>
        Rollouts.PutAsync("new", new PlanDraft([new StepDraft("shadow", 10, Approval: "manual")], Period: $"{20 + ++_period}m", Reason: why), actor, null, Cancellation);

    private async Task<int> ToldAsync(string deed)
    {
        HistoryEntry[] told = [.. (await _silo.HistoryAsync()).Where(e => e.Action == deed && e.Actor == Actor)];
        Assert.All(told, entry => Assert.EndsWith(Why, entry.Reason, StringComparison.Ordinal));
        return told.Length;
    }

    /// <summary>Nobody but the plan itself is told who has approved.</summary>
    private async Task<RolloutState> StoredAsync()
    {
        GrainState<RolloutState> stored = new();
        await _silo.Storage.ReadStateAsync("rollout", _silo.Get<IGrainFactory>().GetGrain<IModelVersionGrain>("new").GetGrainId(), stored);
        return stored.State!;
    }

    private static async Task<bool> IsRefusedAsync(Task doing)
    {
        await doing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return !doing.IsCompletedSuccessfully;
    }

    /// <summary>All that is in memory goes, as with the process.</summary>
    private async Task ReactivateAsync()
    {
        IGrainFactory grains = _silo.Get<IGrainFactory>();
        string space = (await _silo.Versions.ListAsync(Cancellation)).Single(v => v.Version == "new").FeatureSpace;
        foreach (IGrain grain in (IGrain[])
            [grains.GetGrain<IModelVersionGrain>("new"), grains.GetGrain<IBackfillGrain>(space), grains.GetGrain<IVersionCatalogGrain>(IVersionCatalogGrain.Key)])
        {
            await grain.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        }
    }
}
