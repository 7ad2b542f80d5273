using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using UserRep.Grains.Backfills;
using UserRep.Grains.Errors;
using UserRep.Grains.Intake;
using UserRep.Grains.Partitions;
using UserRep.Grains.Users;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Model.Features;
using UserRep.Tests.Grains.Hosting;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Grains.Backfills;

/// <summary>A second feature space arrives when there are users already: a backfill builds them all, whatever comes between.</summary>
public sealed class BackfillTests : IAsyncLifetime
{
    private const int Users = 300;
    private const int EventsPerUser = 5;

    private static readonly BundleMaker _one = new() { Version = "one" };
    private static readonly BundleMaker _two = new()
    {
        Version = "two",
        ItemSeed = 3,
        ItemDimensions = [5],
        Spec = new FeatureSpec { Name = "other", Modalities = [new("text", 5)], EventTypes = [new("play"), new("like")], TimeScales = [TimeScale.FromDays(1), TimeScale.FromDays(365)] },
    };

    private readonly SiloFolders _folders = new();
    private InProcessSilo _silo = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IBackfills Backfills => _silo.Get<IBackfills>();

    private string Space => _silo.Get<VersionHost>().Plan.Find("two")!.Space.Id;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _folders.Dispose();
    }

    [Fact]
    public async Task Everybody_has_the_state_that_the_log_makes_and_the_erased_have_none()
    {
        await StartAsync(usersPerSecond: 100_000);
        string[] erased = ["user-3", "user-77", "user-200"];
        foreach (string user in erased)
        {
            await _silo.Users.EraseAsync(user, "test", Cancellation);
        }

        await _silo.SendAsync("user-77", Event(9));
        Assert.Equal(BackfillStage.None, (await Backfills.FindAsync("two", Cancellation)).Stage);
        Assert.Empty(await SnapshotsAsync());
        await Backfills.StartAsync("two", "ann", null, Cancellation);
        BackfillStatus done = await UntilAsync(s => s.Stage == BackfillStage.Done);

        Assert.Equal((Users - 2, 1.0, Space), (done.UsersDone, done.Coverage, done.FeatureSpace));
        await AssertAllBuiltAsync("user-3", "user-200");
        HistoryEntry said = (await _silo.HistoryAsync())[^1];
        Assert.Equal(("ann", "backfill", "two", VersionState.Validated), (said.Actor, said.Action, said.Version, said.To));

        // Once more it finds everybody built.
        int writes = (await SnapshotsAsync()).Count;
        await Backfills.StartAsync("two", "ann", null, Cancellation);
        done = await UntilAsync(s => s.Stage == BackfillStage.Done && s.StartedAt > done.StartedAt);
        Assert.Equal((Users - 2, writes), (done.UsersDone, (await SnapshotsAsync()).Count));
    }

    [Fact]
    public async Task Interrupted_it_goes_on_where_it_was_and_does_nobody_again()
    {
        await StartAsync(usersPerSecond: 200);
        HashSet<string> before = [];
        TaskCompletionSource stuck = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _silo.Log.UserWasRead = user =>
        {
            lock (before)
            {
                if (before.Count >= 100 && !before.Contains(user))
                {
                    stuck.TrySetResult();
                    throw new EventLogException("The log cannot be reached.", isTransient: true, outcomeUnknown: false);
                }

                before.Add(user);
                return Task.CompletedTask;
            }
        };
        BackfillStatus began = await Backfills.StartAsync("two", "ann", null, Cancellation);
        await stuck.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        BackfillStatus half = await Backfills.FindAsync("two", Cancellation);
        Assert.Equal((BackfillStage.Running, (await SnapshotsAsync()).Count), (half.Stage, half.UsersDone));
        Assert.InRange(half.UsersDone, 1, 100);
        await _silo.DisposeAsync();

        HashSet<string> after = [];
        _silo = await InProcessSilo.StartAsync(_folders.Data, options => Configure(options, 100_000), log => log.UserWasRead = user =>
        {
            lock (after)
            {
                after.Add(user);
            }

            return Task.CompletedTask;
        });
        BackfillStatus done = await UntilAsync(s => s.Stage == BackfillStage.Done);

        // It counts whom it builds, and goes on counting; partitions may read somebody again, for they hand out once more what they did last.
        Assert.Equal((began.StartedAt, Users), (done.StartedAt, done.UsersDone));
        Assert.Equal(Users, before.Union(after).Count());
        await AssertAllBuiltAsync();
    }

    [Fact]
    public async Task It_rests_while_a_partition_is_behind_and_goes_on_after()
    {
        await StartAsync(usersPerSecond: 100_000);
        TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _silo.Calls.Set("IUserGrain.ApplyAsync", async context =>
        {
            await open.Task;
            await context.Invoke();
        });
        await _silo.SendAsync("late", Event(1));
        PartitionWatermarks watermarks = _silo.Get<PartitionWatermarks>();
        await Wait.UntilAsync(() => watermarks.IsAnyBehindFor(BackfillPace.Patience));

        await Backfills.StartAsync("two", "ann", null, Cancellation);
        BackfillStatus resting = await UntilAsync(s => s.Stage == BackfillStage.Resting);
        await UntilAsync(s => s.UsersPerSecond is not null);
        Assert.Equal((0, null), (resting.UsersDone, resting.EstimatedSecondsLeft));
        Assert.Empty(await SnapshotsAsync());

        open.SetResult();
        await UntilAsync(s => s.Stage == BackfillStage.Done);
        await AssertAllBuiltAsync();
    }

    [Fact]
    public async Task Stopped_it_stays_so_over_a_restart_and_started_again_it_goes_on()
    {
        await StartAsync(usersPerSecond: 20);
        BackfillStatus began = await Backfills.StartAsync("two", "ann", null, Cancellation);
        await UntilAsync(s => s.UsersDone > 0);
        BackfillStatus stopped = await Backfills.StopAsync("two", "bob", null, Cancellation);
        Assert.Equal((BackfillStage.Stopped, "stopBackfill"), (stopped.Stage, (await _silo.HistoryAsync())[^1].Action));
        Assert.True(stopped.UsersDone is > 0 and < Users && stopped.EndedAt is not null);

        await RestartAsync(usersPerSecond: 100_000);
        Assert.Equal(stopped, await Backfills.FindAsync("two", Cancellation));
        Assert.Equal(stopped, await Backfills.StopAsync("two", "bob", null, Cancellation));

        await Backfills.StartAsync("two", "ann", null, Cancellation);
        BackfillStatus done = await UntilAsync(s => s.Stage == BackfillStage.Done);
        Assert.Equal((began.StartedAt, Users), (done.StartedAt, done.UsersDone));
        await AssertAllBuiltAsync();
    }

    [Fact]
    public async Task A_user_who_is_erased_while_being_built_leaves_nothing()
    {
        await StartAsync(usersPerSecond: 100_000);
        TaskCompletionSource open = await StartAndHoldAsync("user-7");

        Assert.Equal(EventsPerUser, (await _silo.Users.EraseAsync("user-7", "test", Cancellation)).Events);
        open.SetResult();

        await UntilAsync(s => s.Stage == BackfillStage.Done);
        await AssertAllBuiltAsync("user-7");
    }

    [Fact]
    public async Task Of_a_user_who_is_erased_while_being_built_nothing_is_written_so_that_a_crash_leaves_nothing()
    {
        await StartAsync(usersPerSecond: 100_000);
        TaskCompletionSource open = await StartAndHoldAsync("user-7");
        await _silo.Users.EraseAsync("user-7", "test", Cancellation);

        // It never gets to what comes after the writing.
        TaskCompletionSource looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _silo.Log.IsAsked = () =>
        {
            looked.TrySetResult();
            throw new EventLogException("The process is gone.", isTransient: true, outcomeUnknown: false);
        };
        open.SetResult();
        await looked.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        IReadOnlyList<Snapshot> written = await SnapshotsAsync();
        Assert.NotEmpty(written);
        Assert.DoesNotContain(written, s => s.UserId == "user-7");
        _silo.Log.IsAsked = null;
    }

    [Fact]
    public async Task Of_a_version_that_is_served_no_more_it_stops_is_forgotten_and_is_not_begun()
    {
        await StartAsync(usersPerSecond: 20);
        await Backfills.StartAsync("two", "ann", null, Cancellation);
        await UntilAsync(s => s.UsersDone > 0);
        foreach (VersionAction action in (VersionAction[])[VersionAction.Drain, VersionAction.Retire])
        {
            await _silo.Versions.ChangeAsync(new VersionChange { Version = "two", Action = action, Actor = "test", Reason = "test", IsForced = true }, Cancellation);
        }

        await UntilAsync(s => s.Stage == BackfillStage.None);
        UserRepException refused = await Assert.ThrowsAsync<UserRepException>(() => Backfills.StartAsync("two", "ann", null, Cancellation));
        Assert.Equal(ServiceError.Conflict, refused.Error);
        Assert.Contains("retired", refused.Message, StringComparison.Ordinal);
        Assert.Equal(ServiceError.VersionNotFound, (await Assert.ThrowsAsync<UserRepException>(() => Backfills.FindAsync("three", Cancellation))).Error);

        await RestartAsync(usersPerSecond: 20);
        Assert.Equal(BackfillStage.None, (await Backfills.FindAsync("two", Cancellation)).Stage);
    }

    private static void Configure(UserRep.Grains.Hosting.UserRepOptions options, int usersPerSecond)
    {
        options.Backfill.UsersPerSecond = usersPerSecond;
        options.Pump.ApplyTimeout = TimeSpan.FromMinutes(1);

        // It reads users, too, and the backfill is to be the only one who does.
        options.Parity.ChecksPerSecond = 0;
    }

    private static IncomingEvent Event(int i) => new()
    {
        EventId = $"{i}",
        Type = i % 3 == 0 ? "skip" : "play",
        ItemId = $"item-{i % 25}",
        TimestampMs = 1_760_000_000_000 + (i * 3_600_000L),
    };

    /// <summary>Starts the backfill, and returns when it has read a user's events; it goes on when it is let.</summary>
    private async Task<TaskCompletionSource> StartAndHoldAsync(string held)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _silo.Log.UserWasRead = user =>
        {
            if (user != held)
            {
                return Task.CompletedTask;
            }

            _silo.Log.UserWasRead = null;
            reached.SetResult();
            return open.Task;
        };
        await Backfills.StartAsync("two", "ann", null, Cancellation);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        return open;
    }

    private async Task StartAsync(int usersPerSecond)
    {
        _silo = await InProcessSilo.StartAsync(_folders.Data, options => Configure(options, usersPerSecond));
        _one.Write(_folders.Bundle("one"));
        _two.Write(_folders.Bundle("two"));
        await _silo.ServeAsync(_folders.Bundle("one"));
        Random random = new(3);
        for (int round = 0; round < EventsPerUser; round++)
        {
            await _silo.Get<IEventIntake>().AcceptAsync(
                [.. Enumerable.Range(0, Users).Select(u => Event((round * 100) + random.Next(100)) with { UserId = $"user-{u}" })], Cancellation);
        }

        // Nobody is on the way any more: what builds states in the new space is the backfill alone.
        await Wait.UntilAsync(async () =>
        {
            IReadOnlyList<PartitionHead> heads = await _silo.Log.HeadsAsync(Cancellation);
            return heads.All(h => _silo.Get<PartitionWatermarks>().ProgressOf(h.Partition)?.Completed >= h.Offset);
        });
        await _silo.Versions.RegisterAsync(_folders.Bundle("two"), "test", Cancellation);
    }

    private async Task RestartAsync(int usersPerSecond)
    {
        await _silo.DisposeAsync();
        _silo = await InProcessSilo.StartAsync(_folders.Data, options => Configure(options, usersPerSecond));
        await Wait.UntilAsync(() => _silo.Get<VersionFollower>().HasStarted);
    }

    private async Task<BackfillStatus> UntilAsync(Func<BackfillStatus, bool> condition)
    {
        BackfillStatus status = null!;
        await Wait.UntilAsync(async () => condition(status = await Backfills.FindAsync("two", Cancellation)));
        return status;
    }

    private Task<IReadOnlyList<Snapshot>> SnapshotsAsync() =>
        _silo.Get<ISnapshotStore>().ReadAsync(Space, [.. Enumerable.Range(0, Users).Select(u => $"user-{u}")], Cancellation);

    /// <summary>Everybody's snapshot in the new space is, bit by bit, what the log makes of the user; nobody else has one.</summary>
    private async Task AssertAllBuiltAsync(params string[] without)
    {
        Dictionary<string, Snapshot> built = (await SnapshotsAsync()).ToDictionary(s => s.UserId);
        Assert.Equal(Enumerable.Range(0, Users).Select(u => $"user-{u}").Except(without).Order(), built.Keys.Order());
        foreach ((string user, Snapshot snapshot) in built)
        {
            UserFold fold = new(_silo.Get<VersionHost>().Plan.Find("two")!.Space);
            Assert.Equal(FoldOutcome.UpToDate, fold.Offer(await _silo.Log.ReadUserAsync(user, 0, 100, Cancellation), erasedThrough: 0));
            Assert.Equal((fold.Position, _silo.Log.Epoch), (snapshot.Position, snapshot.Epoch));
            Assert.Equal(UserSnapshot.Write(fold), snapshot.State.ToArray());
        }
    }
}
