using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using UserRep.Grains.Erasures;
using UserRep.Grains.Errors;
using UserRep.Grains.Reading;
using UserRep.Grains.Snapshots;
using UserRep.Grains.Users;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Model.Bundles;
using UserRep.Tests.Training.Train;
using Xunit;

namespace UserRep.Tests.Grains.Users;

/// <summary>A user with two activations at once, neither of which knows of the other: whatever they do, what is read in the end is the fold of the log.</summary>
public sealed class LiveUserTests(SimulatedSet set) : IClassFixture<SimulatedSet>, IDisposable
{
    private const int Runs = 1_000;
    private const long Hour = 3_600_000;

    private readonly UserBench _bench = new(set.Bundle);
    private readonly MusicSpace _music = new(set);

    public void Dispose()
    {
        _bench.Dispose();
        _music.Dispose();
    }

    [Fact]
    public async Task Two_activations_with_lost_and_doubled_deliveries_late_snapshots_and_erasures_agree_with_the_log()
    {
        int erasures = 0;
        int refused = 0;
        for (int seed = 0; seed < Runs; seed++)
        {
            (int erased, int late) = await UserBench.AsGrainAsync(() => RunAsync(seed));
            erasures += erased;
            refused += late;
        }

        Assert.True(erasures > Runs / 4, $"Only {erasures} erasures.");
        Assert.True(refused > Runs / 4, $"Only {refused} snapshots came late.");
    }

    [Fact]
    public async Task Of_a_user_who_has_just_come_no_snapshot_is_looked_for_and_of_anybody_else_one_is()
    {
        List<LogEvent> events = RandomHistory.Of(new Random(1), _music.Items, 5);
        MemorySnapshots store = new() { Failure = new EventLogException("Nobody is to ask.", isTransient: true, outcomeUnknown: false) };

        (long position, bool isRefused) = await UserBench.AsGrainAsync(async () =>
        {
            (LiveUser user, _) = _bench.Activate("ann", new ListLog(events), store);
            await user.ApplyAsync(events[..1]);
            (LiveUser other, _) = _bench.Activate("ann", new ListLog(events), store);
            return (user.Position, await Record.ExceptionAsync(() => other.ApplyAsync(events[1..2])) is EventLogException);
        });

        // The whole log is read, whatever came.
        Assert.Equal((events[^1].Offset, true), (position, isRefused));
    }

    [Fact]
    public async Task A_user_is_in_the_table_whenever_the_log_is_read_and_until_leaving()
    {
        List<bool> wasThere = await UserBench.AsGrainAsync(async () =>
        {
            List<LogEvent> events = RandomHistory.Of(new Random(1), _music.Items, 5);
            List<bool> seen = [];
            ListLog log = new([.. events]);
            (LiveUser user, _) = _bench.Activate("ann", log, new MemorySnapshots());
            log.HasRead = () =>
            {
                seen.Add(_bench.Table.Has("ann"));
                return Task.CompletedTask;
            };
            UserRead read = new(_bench.Version.Version, 0, Hour);
            Assert.False(_bench.Table.Has("ann"));
            await user.ReadAsync(read);
            Assert.Single(seen);
            await user.EraseAsync();
            Assert.Equal(2, seen.Count);

            // An older copy of the log was restored: everything is loaded anew.
            log.Epoch++;
            await user.ReadAsync(read);
            Assert.Equal(3, seen.Count);
            user.Leave(isMoving: false);
            Assert.False(_bench.Table.Has("ann"));
            return seen;
        });

        Assert.All(wasThere, Assert.True);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_vector_that_is_there_only_when_its_user_has_left_is_not_kept(bool hasLeft)
    {
        bool isKept = await UserBench.AsGrainAsync(async () =>
        {
            List<LogEvent> events = RandomHistory.Of(new Random(1), _music.Items, 5);
            (LiveUser user, _) = _bench.Activate("ann", new ListLog([.. events]), new MemorySnapshots());
            TaskCompletionSource gate = new();
            _bench.Hold(gate.Task);
            await user.ApplyAsync(events);
            if (hasLeft)
            {
                user.Leave(isMoving: false);
            }

            gate.SetResult();
            await _bench.Encoding;

            // Nothing else runs here: what follows the encoder's answer has come to its end after a few turns.
            for (int turn = 0; turn < 10; turn++)
            {
                await Task.Yield();
            }

            return _bench.Table.Users == 1;
        });

        Assert.Equal(!hasLeft, isKept);
    }

    [Fact]
    public async Task Events_that_were_read_before_they_were_erased_are_not_folded()
    {
        (long position, long count) = await UserBench.AsGrainAsync(async () =>
        {
            List<LogEvent> events = RandomHistory.Of(new Random(1), _music.Items, 5);
            ListLog log = new([.. events]);
            (LiveUser user, _) = _bench.Activate("ann", log, new MemorySnapshots());
            TaskCompletionSource gate = new();
            log.HasRead = () => gate.Task;
            Task applied = user.ApplyAsync(events);
            Assert.Equal(1, log.Reads);

            // Nothing else in memory waits, so what of the erasure can go on has done so when this returns.
            Task<UserErasure> erased = user.EraseAsync();
            await Task.Yield();
            log.HasRead = null;
            gate.SetResult();
            await Task.WhenAll(applied, erased);
            Assert.Equal(5, (await erased).Events);
            UserSummary summary = await user.DescribeAsync();
            return (summary.Position, summary.EventCount);
        });

        Assert.Equal((0, 0), (position, count));
    }

    [Fact]
    public async Task Of_another_epoch_the_log_alone_tells()
    {
        List<LogEvent> events = RandomHistory.Of(new Random(5), _music.Items, 9);
        List<LogEvent> list = [.. events[..6]];
        ListLog log = new(list);
        MemorySnapshots snapshots = new();
        (LiveUser user, SnapshotWriter writer) = _bench.Activate("ann", log, snapshots, snapshotEvents: 1);
        Assert.Equal(6, (await UserBench.AsGrainAsync(user.DescribeAsync)).EventCount);

        // A copy that has three of them is restored under the user's feet.
        list.RemoveRange(3, 3);
        log.Epoch = 2;
        UserSummary restored = await UserBench.AsGrainAsync(user.DescribeAsync);
        user.Leave(isMoving: false);
        await writer.StopAsync(CancellationToken.None);

        Assert.Equal((3, events[2].Offset), (restored.EventCount, restored.Position));
        IReadOnlyList<Snapshot> stored = await snapshots.ReadAsync(_bench.Version.Space.Id, ["ann"], CancellationToken.None);
        Assert.All(stored, s => Assert.True(s.Epoch == 1 || s.Position == events[2].Offset, $"{s.Position} is of epoch {s.Epoch}."));
    }

    [Fact]
    public async Task An_erasure_that_fails_while_the_user_is_loaded_leaves_no_half_of_it()
    {
        using TemporaryFolder folder = new();
        string other = Path.Combine(folder.Path, "other");
        new BundleMaker { Version = "other" }.Write(other);
        using UserBench bench = new(set.Bundle, other);
        await UserBench.AsGrainAsync(async () =>
        {
            ListLog log = new([.. RandomHistory.Of(new Random(6), _music.Items, 4)]);
            TaskCompletionSource removing = new();
            TaskCompletionSource loading = new();
            MemorySnapshots snapshots = new() { Removing = () => removing.Task };
            (LiveUser user, _) = bench.Activate("ann", log, snapshots);
            Task<UserErasure> erased = user.EraseAsync();
            int reads = 0;
            TaskCompletionSource isAtSecond = new();
            log.HasRead = () =>
            {
                if (Interlocked.Increment(ref reads) < 2)
                {
                    return Task.CompletedTask;
                }

                isAtSecond.TrySetResult();
                return loading.Task;
            };
            UserRead read = new(bench.Version.Version, MinPosition: 0, Hour);
            Task<UserVector> meanwhile = user.ReadAsync(read);
            await isAtSecond.Task;

            removing.SetException(new EventLogException("busy", isTransient: true, outcomeUnknown: false));
            for (int turn = 0; turn < 10; turn++)
            {
                await Task.Yield();
            }

            log.HasRead = null;
            loading.SetResult();
            await Assert.ThrowsAsync<EventLogException>(() => erased);
            await ((Task)meanwhile).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

            // Whichever of the two was loaded first.
            Assert.Equal(0, (await user.ReadAsync(read)).Position);
            Assert.Equal(0, (await user.ReadAsync(read with { Version = "other" })).Position);
            return true;
        });
    }

    [Fact]
    public async Task A_snapshot_store_that_is_damaged_is_passed_over_and_one_that_is_busy_is_asked_again()
    {
        List<LogEvent> events = RandomHistory.Of(new Random(2), _music.Items, 8);
        MemorySnapshots snapshots = new() { Failure = new EventLogException("damaged", isTransient: false, outcomeUnknown: false) };
        (LiveUser user, _) = _bench.Activate("ann", new ListLog(events), snapshots);
        Assert.Equal(8, (await UserBench.AsGrainAsync(user.DescribeAsync)).EventCount);

        snapshots.Failure = new EventLogException("busy", isTransient: true, outcomeUnknown: false);
        (user, _) = _bench.Activate("ann", new ListLog(events), snapshots);
        await Assert.ThrowsAsync<EventLogException>(() => UserBench.AsGrainAsync(user.DescribeAsync));
        snapshots.Failure = null;
        Assert.Equal(8, (await UserBench.AsGrainAsync(user.DescribeAsync)).EventCount);
    }

    [Fact]
    public async Task Events_that_cannot_be_taken_in_make_the_vector_stale_until_they_are()
    {
        List<LogEvent> events = RandomHistory.Of(new Random(4), _music.Items, 6);
        List<LogEvent> log = [.. events[..4]];
        ListLog list = new(log);
        (LiveUser user, _) = _bench.Activate("ann", list, new MemorySnapshots());
        UserRead read = new(_bench.Version.Version, MinPosition: 0, Hour);
        Assert.Equal(Freshness.Fresh, (await UserBench.AsGrainAsync(() => user.ReadAsync(read))).Freshness);

        // The fifth was lost on its way, so the sixth needs the log.
        log.AddRange(events[4..]);
        list.Failures = 1;
        await Assert.ThrowsAsync<EventLogException>(() => UserBench.AsGrainAsync(async () =>
        {
            await user.ApplyAsync([events[5]]);
            return true;
        }));
        UserVector meanwhile = await UserBench.AsGrainAsync(() => user.ReadAsync(read));
        Assert.Equal((events[3].Offset, Freshness.Stale), (meanwhile.Position, meanwhile.Freshness));

        UserVector then = await UserBench.AsGrainAsync(async () =>
        {
            await user.ApplyAsync([events[5]]);
            return await user.ReadAsync(read);
        });
        Assert.Equal((events[5].Offset, Freshness.Fresh), (then.Position, then.Freshness));
    }

    [Fact]
    public async Task An_activation_that_did_not_see_the_erasure_forgets_when_it_looks_at_the_log()
    {
        List<LogEvent> events = RandomHistory.Of(new Random(5), _music.Items, 5);
        ListLog list = new([.. events]);
        MemorySnapshots store = new();
        (LiveUser one, _) = _bench.Activate("ann", list, store);
        (LiveUser other, _) = _bench.Activate("ann", list, store);
        Assert.Equal(5, (await UserBench.AsGrainAsync(other.DescribeAsync)).EventCount);
        await UserBench.AsGrainAsync(one.EraseAsync);

        // The position is past everything, so the log is asked.
        UserRepException error = await Assert.ThrowsAsync<UserRepException>(
            () => UserBench.AsGrainAsync(() => other.ReadAsync(new UserRead(_bench.Version.Version, events[^1].Offset + 1, Hour))));

        Assert.Equal(ServiceError.PositionNotReached, error.Error);
        Assert.Equal((0, 0), (await UserBench.AsGrainAsync(async () => await other.DescribeAsync() is var user ? (user.Position, user.EventCount) : default)));
    }

    [Fact]
    public async Task An_activation_that_is_told_of_the_erasure_forgets_at_once_and_keeps_no_vector_that_was_under_way()
    {
        List<LogEvent> events = RandomHistory.Of(new Random(5), _music.Items, 5);
        ListLog list = new([.. events]);
        MemorySnapshots store = new();
        (LiveUser one, _) = _bench.Activate("ann", list, store);
        (LiveUser other, _) = _bench.Activate("ann", list, store);
        TaskCompletionSource encoder = new();
        _bench.Hold(encoder.Task);

        (UserErasure erased, UserSummary left) = await UserBench.AsGrainAsync(async () =>
        {
            Assert.Equal(5, (await other.DescribeAsync()).EventCount);
            UserErasure erased = await one.EraseAsync();
            _bench.Forgotten.Add("ann");
            return (erased, await other.DescribeAsync());
        });
        encoder.SetResult();
        await _bench.Encoding;

        Assert.Equal(5, erased.Events);
        Assert.Equal((0, 0), (left.Position, left.EventCount));
        UserVector vector = await UserBench.AsGrainAsync(() => other.ReadAsync(new UserRead(_bench.Version.Version, 0, Hour)));
        Assert.Equal((0, Freshness.Cold), (vector.Position, vector.Freshness));
    }

    [Fact]
    public async Task Events_that_were_pruned_behind_one_that_was_kept_are_in_the_snapshot_that_stands_in_for_them()
    {
        List<LogEvent> events = RandomHistory.Of(new Random(7), _music.Items, 6);
        ListLog pruned = new([.. events[..3], .. events[4..]]);
        Snapshot early = SnapshotOf(FoldOf(events[..2]));
        UserFold whole = FoldOf(events);

        // One in memory that was behind; one that was carried from where it was behind; one who is loaded while the snapshot is being replaced.
        MemorySnapshots store = new();
        await store.UpsertAsync([SnapshotOf(whole)], CancellationToken.None);
        UserFold behind = FoldOf(events[..2]);
        await UserBench.Loader(pruned, store).CatchUpAsync(behind, "ann", CancellationToken.None);
        UserFold? carried = await UserBench.Loader(pruned, store).TryRestoreAsync(whole.Space, early, CancellationToken.None);
        MemorySnapshots late = new();
        await late.UpsertAsync([early], CancellationToken.None);
        UserFold asNew = await UserBench.Loader(pruned, store).LoadAsync(whole.Space, "ann", CancellationToken.None, isNew: true);
        pruned.HasRead = () => late.UpsertAsync([SnapshotOf(whole)], CancellationToken.None);
        UserFold loaded = await UserBench.Loader(pruned, late).LoadAsync(whole.Space, "ann", CancellationToken.None);

        Assert.Equal(UserSnapshot.Write(whole), UserSnapshot.Write(behind));
        Assert.Null(carried);
        Assert.Equal(UserSnapshot.Write(whole), UserSnapshot.Write(asNew));
        Assert.Equal(UserSnapshot.Write(whole), UserSnapshot.Write(loaded));

        UserFold FoldOf(List<LogEvent> some)
        {
            UserFold fold = new(_bench.Version.Space);
            fold.TryFollow(some);
            return fold;
        }

        static Snapshot SnapshotOf(UserFold fold) => new("ann", fold.Space.Id, 1, fold.Position, UserSnapshot.Write(fold));
    }

    [Fact]
    public async Task A_user_who_was_built_from_the_log_is_snapshot_like_any_other()
    {
        List<LogEvent> events = RandomHistory.Of(new Random(3), _music.Items, 8);
        MemorySnapshots store = new();
        (LiveUser user, SnapshotWriter snapshots) = _bench.Activate("ann", new ListLog(events), store, snapshotEvents: 8);

        await UserBench.AsGrainAsync(user.DescribeAsync);
        await snapshots.StopAsync(CancellationToken.None);

        Assert.Equal(events[^1].Offset, Assert.Single(await store.ReadAsync(_bench.Version.Space.Id, ["ann"], CancellationToken.None)).Position);
    }

    private async Task<(int Erasures, int LateSnapshots)> RunAsync(int seed)
    {
        Random random = new(seed);
        List<LogEvent> log = [];
        ListLog list = new(log) { HasRead = async () => await Task.Yield() };
        MemorySnapshots store = new();
        (LiveUser User, SnapshotWriter Snapshots)[] two = [_bench.Activate("ann", list, store), _bench.Activate("ann", list, store)];
        List<Task> calls = [];
        int erasures = 0;
        foreach (LogEvent next in RandomHistory.Of(random, _music.Items, 12 + random.Next(24)))
        {
            log.Add(next with { Prev = log.FindLast(e => e.Event is not null)?.Offset ?? 0 });
            int slice = Math.Min(log.Count, 1 + random.Next(4));
            LogEvent[] delivered = [.. log.GetRange(log.Count - slice, slice).Where(e => e.Event is not null)];
            switch (random.Next(12))
            {
                case 0:
                    calls.Add(two[random.Next(2)].User.EraseAsync());
                    erasures++;
                    break;
                case 1:
                    // One of them leaves, and comes back as another, with its state or while its snapshots are still on their way.
                    int which = random.Next(2);
                    bool isMoving = random.Next(2) == 0;
                    two[which].User.Leave(isMoving);
                    calls.Add(two[which].Snapshots.StopAsync(CancellationToken.None));
                    CarriedUser? carried = isMoving && two[which].User.Carry() is { } state ? CarriedUser.Read("ann", state.Write()) : null;
                    two[which] = _bench.Activate("ann", list, store, carried: carried);
                    calls.Add(two[which].User.ArriveAsync());
                    break;
                case 2:
                    calls.Add(two[random.Next(2)].Snapshots.StopAsync(CancellationToken.None));
                    break;
                case 3:
                    break;
                case 4:
                    calls.Add(two[0].User.ApplyAsync(delivered));
                    calls.Add(two[1].User.ApplyAsync(delivered));
                    break;
                default:
                    calls.Add(two[random.Next(2)].User.ApplyAsync(delivered));
                    break;
            }

            if (random.Next(3) == 0)
            {
                await FinishAsync(calls);
            }
        }

        await FinishAsync(calls);
        LogEvent last = RandomHistory.Of(random, _music.Items, 1)[0];
        log.Add(last with { Offset = log[^1].Offset + 1, Prev = log.FindLast(e => e.Event is not null)?.Offset ?? 0, Event = last.Event! with { EventId = "last" } });
        UserFold reference = new(_bench.Version.Space);
        Assert.True(reference.TryFollow([.. log.Where(e => e.Event is not null)]));
        foreach ((LiveUser user, SnapshotWriter snapshots) in two)
        {
            UserVector vector = await user.ReadAsync(new UserRead(_bench.Version.Version, log[^1].Offset, Hour));
            Assert.True(log[^1].Offset == vector.Position, $"Seed {seed}: at {vector.Position}, not {log[^1].Offset}.");
            Assert.Equal(reference.EventCount, (await user.DescribeAsync()).EventCount);
            await AssertVectorAsync(reference, vector, seed);
            user.Leave(isMoving: false);
            await snapshots.StopAsync(CancellationToken.None);
        }

        // Whatever snapshot is left, whoever comes next has the state of the log, to the bit.
        UserFold loaded = await UserBench.Loader(list, store).LoadAsync(_bench.Version.Space, "ann", CancellationToken.None);
        Assert.True(UserSnapshot.Write(reference).AsSpan().SequenceEqual(UserSnapshot.Write(loaded)), $"Seed {seed}: another state.");
        return (erasures, store.Refused);
    }

    private async Task AssertVectorAsync(UserFold reference, UserVector vector, int seed)
    {
        float[] features = new float[_bench.Version.Space.Layout.Length];
        _bench.Version.Space.Vectorizer.Vectorize(reference.State, vector.AsOfMs, features);
        float[] expected = await _bench.Version.Batcher.EncodeAsync(features);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - vector.Values[i]) <= 1e-4f, $"Seed {seed}: {vector.Values[i]} where the log gives {expected[i]}.");
        }
    }

    /// <summary>Calls that could not link to the log while it was being erased are tried again by whoever made them; here the end makes up for them.</summary>
    private static async Task FinishAsync(List<Task> calls)
    {
        foreach (Task call in calls)
        {
            try
            {
                await call;
            }
            catch (UserRepException error) when (error.Error == ServiceError.NotReady)
            {
            }
        }

        calls.Clear();
    }
}
