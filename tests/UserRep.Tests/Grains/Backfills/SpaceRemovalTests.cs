using UserRep.EventLog.Snapshots;
using UserRep.Grains.Intake;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Tests.Grains.Hosting;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Grains.Backfills;

/// <summary>Snapshots of a feature space go with its last version: all of them, in the end, and none of a version that comes back.</summary>
public sealed class SpaceRemovalTests : IAsyncLifetime
{
    private const string Wake = "IBackfillGrain.WakeAsync";
    private const string Settle = "IBackfillGrain.SettleAsync";

    private static readonly string[] _users = [.. Enumerable.Range(0, 5).Select(u => $"user-{u}")];

    private readonly SiloFolders _folders = new();
    private InProcessSilo _silo = null!;
    private string _own = string.Empty;
    private string _shared = string.Empty;
    private int _events;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _silo = await StartAsync();
        await _silo.ServeAsync(_folders.Write(new BundleMaker { Version = "one" }));
        foreach (BundleMaker maker in (BundleMaker[])[new() { Version = "two", ItemSeed = 2 }, new() { Version = "three", ItemSeed = 2, EncoderSeed = 3 }])
        {
            await _silo.Versions.RegisterAsync(_folders.Write(maker), "test", Cancellation);
        }

        IReadOnlyList<VersionSummary> versions = await _silo.Versions.ListAsync(Cancellation);
        (_own, _shared) = (versions.Single(v => v.Version == "one").FeatureSpace, versions.Single(v => v.Version == "two").FeatureSpace);
        await SendAsync(_own, _shared);
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _folders.Dispose();
    }

    [Fact]
    public async Task They_go_with_the_last_version_and_not_before_and_users_in_memory_bring_none_back()
    {
        await RetireAsync("two");
        await WokenAsync();
        Assert.Equal(_users.Length, (await SnapshotsAsync(_shared)).Count);

        await RetireAsync("three");
        await Wait.UntilAsync(async () => (await SnapshotsAsync(_shared)).Count == 0);
        await SendAsync(_own);

        Assert.Empty(await SnapshotsAsync(_shared));
    }

    [Fact]
    public async Task What_was_left_when_the_service_ended_goes_when_it_starts_again()
    {
        _silo.Snapshots.SpaceGoes = () => throw new IOException("The disk is away.");
        int before = _silo.Asked.Of(Wake);
        await RetireAsync("two");
        await RetireAsync("three");
        await WokenAsync(before);
        Assert.Equal(_users.Length, (await SnapshotsAsync(_shared)).Count);
        await _silo.DisposeAsync();

        _silo = await StartAsync();

        await Wait.UntilAsync(async () => (await SnapshotsAsync(_shared)).Count == 0);
        Assert.Equal(_users.Length, (await SnapshotsAsync(_own)).Count);
    }

    [Fact]
    public async Task A_version_that_comes_back_while_they_go_is_served_after_and_keeps_what_it_makes()
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _silo.Snapshots.SpaceGoes = () =>
        {
            reached.TrySetResult();
            return open.Task;
        };
        await RetireAsync("two");
        await RetireAsync("three");
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        int settles = _silo.Asked.Of(Settle);
        Task<VersionSummary> back = _silo.Versions.RegisterAsync(_folders.Bundle("two"), "test", Cancellation);
        await Wait.UntilAsync(() => _silo.Asked.Of(Settle) > settles || IsServed());
        Assert.False(IsServed());

        open.SetResult();
        await back;

        Assert.True(IsServed());
        await SendAsync(_own, _shared);
        await WokenAsync();
        Assert.Equal(_users.Length, (await SnapshotsAsync(_shared)).Count);

        bool IsServed() => _silo.Get<VersionHost>().Plan.Find("two") is not null;
    }

    private Task<InProcessSilo> StartAsync() => InProcessSilo.StartAsync(_folders.Data, options => options.Snapshots.Events = 1);

    private async Task RetireAsync(string version)
    {
        foreach (VersionAction action in (VersionAction[])[VersionAction.Drain, VersionAction.Retire])
        {
            await _silo.Versions.ChangeAsync(new VersionChange { Version = version, Action = action, Actor = "test", Reason = "test", IsForced = true }, Cancellation);
        }
    }

    /// <summary>Something happens to everybody; returns when it is in their snapshots.</summary>
    private async Task SendAsync(params string[] spaces)
    {
        string id = $"{++_events}";
        long[] positions = await Task.WhenAll(_users.Select(u => _silo.SendAsync(u, new IncomingEvent { EventId = id, Type = "play", ItemId = "item-1" })));
        await Wait.UntilAsync(async () =>
        {
            IReadOnlyList<Snapshot>[] all = await Task.WhenAll(spaces.Select(SnapshotsAsync));
            return all.All(s => positions.Order().SequenceEqual(s.Select(snapshot => snapshot.Position).Order()));
        });
    }

    /// <summary>Returns when whoever removes snapshots has looked twice, the first time maybe before this was called.</summary>
    private Task WokenAsync() => WokenAsync(_silo.Asked.Of(Wake));

    private Task WokenAsync(int before) => Wait.UntilAsync(() => _silo.Asked.Of(Wake) > before + 4);

    private Task<IReadOnlyList<Snapshot>> SnapshotsAsync(string space) => _silo.Get<ISnapshotStore>().ReadAsync(space, _users, Cancellation);
}
