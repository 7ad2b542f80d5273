using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using UserRep.EventLog.Sqlite;
using UserRep.Grains.Users;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Training.Train;
using Xunit;

namespace UserRep.Tests.Grains.Users;

/// <summary>However a user's events are delivered, the state is that of folding the log from the first event on, bit for bit.</summary>
public sealed class UserFoldTests(SimulatedSet set) : IClassFixture<SimulatedSet>, IDisposable
{
    private const int Runs = 1_500;

    private static readonly CancellationToken _none = CancellationToken.None;

    private readonly MusicSpace _music = new(set);
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _music.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Lost_doubled_late_and_reordered_deliveries_end_in_the_state_of_the_log()
    {
        await using SqliteSnapshotStore snapshots = await SqliteSnapshotStore.OpenAsync(new SqliteLogOptions { Folder = _folder.Path }, _none);
        int healed = 0;
        for (int seed = 0; seed < Runs; seed++)
        {
            Random random = new(seed);
            List<LogEvent> events = RandomHistory.Of(random, _music.Items, 1 + random.Next(40));
            UserLoader loader = UserBench.Loader(new ListLog(events), snapshots);
            UserFold fold = new(_music.Space);
            foreach (List<LogEvent> slice in Deliveries(random, events))
            {
                if (fold.Offer(slice, erasedThrough: 0) == FoldOutcome.NeedsLog)
                {
                    healed++;
                    await loader.CatchUpAsync(fold, "ann", _none);
                    Assert.Equal(FoldOutcome.UpToDate, fold.Offer(slice, erasedThrough: 0));
                }
            }

            await loader.CatchUpAsync(fold, "ann", _none);
            AssertSame(Reference(events), fold, seed);
        }

        Assert.True(healed > Runs / 4, $"Only {healed} deliveries had to be healed: they were not disturbed.");
    }

    [Fact]
    public void Without_the_rule_the_same_deliveries_give_another_state()
    {
        // The control: whoever folds whatever comes, as long as it is newer, loses events.
        int wrong = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            Random random = new(seed);
            List<LogEvent> events = RandomHistory.Of(random, _music.Items, 1 + random.Next(40));
            UserFold naive = new(_music.Space);
            foreach (LogEvent e in Deliveries(random, events).SelectMany(s => s))
            {
                if (e.Offset > naive.Position)
                {
                    naive.Offer([e with { Prev = naive.Position }], erasedThrough: 0);
                }
            }

            wrong += Bits(naive).AsSpan().SequenceEqual(Bits(Reference(events))) ? 0 : 1;
        }

        Assert.True(wrong > 100, $"Only {wrong} of 200 were wrong.");
    }

    [Fact]
    public async Task A_snapshot_of_any_moment_and_the_rest_of_the_log_give_the_same_state()
    {
        await using SqliteSnapshotStore snapshots = await SqliteSnapshotStore.OpenAsync(new SqliteLogOptions { Folder = _folder.Path }, _none);
        for (int seed = 0; seed < 200; seed++)
        {
            Random random = new(seed);
            string user = $"user-{seed}";
            List<LogEvent> events = RandomHistory.Of(random, _music.Items, 1 + random.Next(40), user);
            UserFold until = Reference(events[..(1 + random.Next(events.Count))]);
            await snapshots.UpsertAsync([new Snapshot(user, _music.Space.Id, 1, until.Position, UserSnapshot.Write(until))], _none);

            UserLoader loader = UserBench.Loader(new ListLog(events), snapshots);

            AssertSame(Reference(events), await loader.LoadAsync(_music.Space, user, _none), seed);
            AssertSame(Reference(events), await loader.LoadAsync(_music.Space, user, _none, isNew: true), seed);
        }
    }

    [Fact]
    public async Task A_snapshot_that_is_damaged_void_or_of_another_epoch_is_passed_over()
    {
        await using SqliteSnapshotStore snapshots = await SqliteSnapshotStore.OpenAsync(new SqliteLogOptions { Folder = _folder.Path }, _none);
        List<LogEvent> events = RandomHistory.Of(new Random(1), _music.Items, 30);
        UserFold whole = Reference(events);
        byte[] sound = UserSnapshot.Write(Reference(events[..10]));
        for (int at = 0; at < sound.Length; at += 7)
        {
            byte[] damaged = [.. sound];
            damaged[at] ^= 0x10;
            await snapshots.RemoveUserAsync("ann", _none);
            await snapshots.UpsertAsync([new Snapshot("ann", _music.Space.Id, 1, events[9].Offset, damaged)], _none);
            AssertSame(whole, await LoadAsync(), at);
        }

        foreach (Snapshot useless in new[]
        {
            // Of a user who was erased since, and of a log that was restored since.
            new Snapshot("ann", _music.Space.Id, 1, events[^1].Offset + 5, sound),
            new Snapshot("ann", _music.Space.Id, 2, events[9].Offset, UserSnapshot.Write(Reference(events[..5]))),
        })
        {
            await snapshots.RemoveUserAsync("ann", _none);
            await snapshots.UpsertAsync([useless], _none);
            AssertSame(whole, await LoadAsync(), -1);

            // Who was erased is to be nowhere; a log that was restored replaces what it knows nothing of by itself.
            Assert.Equal(useless.Epoch == 1 ? 0 : 1, (await snapshots.ReadAsync(_music.Space.Id, ["ann"], _none)).Count);
        }

        Task<UserFold> LoadAsync() => UserBench.Loader(new ListLog(events), snapshots).LoadAsync(_music.Space, "ann", _none);
    }

    [Fact]
    public async Task After_an_erasure_late_deliveries_of_the_old_events_count_for_nothing_and_new_ones_do()
    {
        await using SqliteSnapshotStore snapshots = await SqliteSnapshotStore.OpenAsync(new SqliteLogOptions { Folder = _folder.Path }, _none);
        for (int seed = 0; seed < 300; seed++)
        {
            Random random = new(seed);
            List<LogEvent> old = RandomHistory.Of(random, _music.Items, 2 + random.Next(20));
            long head = old[^1].Offset + random.Next(5);
            List<LogEvent> returned = [.. RandomHistory.Of(random, _music.Items, 1 + random.Next(10)).Select(e => e with { Offset = e.Offset + head, Prev = e.Prev == 0 ? 0 : e.Prev + head })];
            UserFold fold = Reference(old[..(1 + random.Next(old.Count))]);
            UserLoader loader = UserBench.Loader(new ListLog(returned), snapshots);

            fold.Erase();
            foreach (List<LogEvent> slice in Deliveries(random, [.. old, .. returned]))
            {
                if (fold.Offer(slice, erasedThrough: head) == FoldOutcome.NeedsLog)
                {
                    await loader.CatchUpAsync(fold, "ann", _none);
                }
            }

            await loader.CatchUpAsync(fold, "ann", _none);
            AssertSame(Reference(returned), fold, seed);
        }
    }

    private static List<List<LogEvent>> Deliveries(Random random, List<LogEvent> events)
    {
        List<List<LogEvent>> slices = [];
        for (int i = 0; i < events.Count;)
        {
            int count = Math.Min(events.Count - i, 1 + random.Next(5));
            slices.Add(events.GetRange(i, count));
            i += count;
        }

        slices.RemoveAll(_ => random.Next(5) == 0);
        slices.AddRange(slices.Where(_ => random.Next(5) == 0).ToArray());
        for (int i = 0; i + 1 < slices.Count; i++)
        {
            if (random.Next(4) == 0)
            {
                (slices[i], slices[i + 1]) = (slices[i + 1], slices[i]);
            }
        }

        return slices;
    }

    private UserFold Reference(IReadOnlyList<LogEvent> events)
    {
        UserFold fold = new(_music.Space);
        Assert.True(fold.TryFollow(events));
        return fold;
    }

    private static void AssertSame(UserFold expected, UserFold actual, int seed)
    {
        Assert.True(expected.Position == actual.Position && expected.EventCount == actual.EventCount, $"Seed {seed}: at {actual.Position} with {actual.EventCount} events, not at {expected.Position} with {expected.EventCount}.");
        Assert.True(Bits(expected).AsSpan().SequenceEqual(Bits(actual)), $"Seed {seed}: another state.");
    }

    private static byte[] Bits(UserFold fold) => UserSnapshot.Write(fold);
}
