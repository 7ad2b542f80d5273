using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using Xunit;

namespace UserRep.Tests.EventLog.Events;

/// <summary>What every engine must do. Each test has a log of its own, which it may close and open again.</summary>
public abstract class EventLogConformance : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;

    private protected IEventLog Log { get; private set; } = null!;

    /// <summary>Gets appenders that work at the same time: the log itself, and others where the engine allows several processes.</summary>
    private protected virtual IReadOnlyList<IEventLog> Appenders => [Log];

    public virtual async ValueTask InitializeAsync() => Log = await OpenAsync(partitions: 4);

    public virtual async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task<IEventLog> OpenAsync(int partitions);

    private protected abstract Task<ISnapshotStore> OpenSnapshotsAsync();

    [Fact]
    public async Task Events_come_back_as_they_went_in_numbered_and_linked()
    {
        NewEvent[] events = [NewEvents.Of("ann", "a"), NewEvents.Of("ann", "b", "profile"), NewEvents.Of("ann", "c") with { ItemId = null, Attributes = null }];

        IReadOnlyList<AppendResult> results = await Log.AppendAsync(events, _none);

        Assert.Equal([1, 2, 3], results.Select(r => r.Offset));
        Assert.Equal([0, 1, 2], results.Select(r => r.Prev));
        Assert.All(results, r => Assert.False(r.IsDuplicate));
        IReadOnlyList<LogEvent> read = await Log.ReadUserAsync("ann", 0, 10, _none);
        Assert.Equal(events.Select(Text), read.Select(e => Text(e.Event!)));
        Assert.Equal([2, 3], (await Log.ReadUserAsync("ann", 1, 10, _none)).Select(e => e.Offset));
        Assert.Equal([1], (await Log.ReadUserAsync("ann", 0, 1, _none)).Select(e => e.Offset));
        Assert.Empty(await Log.ReadUserAsync("nobody", 0, 10, _none));
        Assert.True(await Log.ContainsAsync("ann", 2, _none));
        Assert.False(await Log.ContainsAsync("ann", 4, _none));
        Assert.False(await Log.ContainsAsync("bob", 2, _none));
    }

    [Fact]
    public async Task Many_users_are_read_at_once_each_as_if_alone()
    {
        await Log.AppendAsync([.. NewEvents.Many("ann", 5), .. NewEvents.Many("bob", 3), .. NewEvents.Many("carl", 2), NewEvents.Of("\u00e9'\"$1", "a")], _none);
        await Log.EraseUserAsync("carl", _none);
        UserTail[] users = [new("ann", 2), new("nobody", 0), new("carl", 0), new("bob", 0), new("ann", 0), new("\u00e9'\"$1", 0), new("bob", 1_000), new("ann", 2)];

        IReadOnlyList<IReadOnlyList<LogEvent>> read = await Log.ReadUsersAsync(users, 2, _none);

        Assert.Equal([2, 0, 0, 2, 2, 1, 0, 2], read.Select(events => events.Count));
        for (int i = 0; i < users.Length; i++)
        {
            IReadOnlyList<LogEvent> alone = await Log.ReadUserAsync(users[i].UserId, users[i].AfterOffset, 2, _none);
            Assert.Equal(alone.Select(e => (e.Partition, e.Offset, e.Prev, Text(e.Event!))), read[i].Select(e => (e.Partition, e.Offset, e.Prev, Text(e.Event!))));
        }

        Assert.Empty(await Log.ReadUsersAsync([], 2, _none));
    }

    [Fact]
    public async Task Headers_are_those_of_the_same_events()
    {
        await Log.AppendAsync([.. NewEvents.Many("ann", 5), .. NewEvents.Many("bob", 3), .. NewEvents.Many("\u00e9'\"$1", 2)], _none);
        await Log.EraseUserAsync("bob", _none);
        foreach (PartitionHead head in await Log.HeadsAsync(_none))
        {
            for (long after = 0; after <= head.Offset; after += 2)
            {
                Assert.Equal((await Log.ReadPartitionAsync(head.Partition, after, 3, _none)).Select(EventHeader.Of), await Log.ReadHeadersAsync(head.Partition, after, 3, _none));
            }
        }

        int partition = Log.Partitions.PartitionOf("ann");
        IReadOnlyList<EventHeader> headers = await Log.ReadHeadersAsync(partition, 0, 10, _none);
        Assert.Contains(new EventHeader(1, "ann", NewEvents.StartMs + 1_000), headers);
        Assert.Equal(Enumerable.Range(1, headers.Count).Select(offset => (long)offset), headers.Select(header => header.Offset));
    }

    [Fact]
    public async Task Text_is_kept_and_told_apart_character_by_character()
    {
        string[] names = ["ann", "Ann", "ann ", "\u00e9", "e\u0301", "\U0001F3B5'\"\\%_$1", "\u0130", "i"];
        NewEvent[] events =
        [
            .. names.SelectMany(user => names.Select(id => NewEvents.Of(user, id) with { ItemId = id, Attributes = new Dictionary<string, string?> { [id] = "\0\n" + user, ["\0"] = null } })),
        ];

        IReadOnlyList<AppendResult> results = await Log.AppendAsync(events, _none);

        Assert.All(results, r => Assert.False(r.IsDuplicate));
        foreach (string user in names)
        {
            Assert.Equal(events.Where(e => e.UserId == user).Select(Text), (await Log.ReadUserAsync(user, 0, 100, _none)).Select(e => Text(e.Event!)));
        }

        Assert.Equal(names.Length, await Log.EraseUserAsync("ann", _none));
        Assert.Equal(names.Length, (await Log.ReadUserAsync("Ann", 0, 100, _none)).Count);
        Assert.Empty(await LogChecker.CheckAsync(Log));
    }

    [Fact]
    public async Task The_same_id_again_is_a_duplicate_whatever_else_it_says()
    {
        IReadOnlyList<AppendResult> first = await Log.AppendAsync([NewEvents.Of("ann", "a"), NewEvents.Of("ann", "b"), NewEvents.Of("ann", "a", "like")], _none);
        IReadOnlyList<AppendResult> again = await Log.AppendAsync([NewEvents.Of("ann", "b", "skip"), NewEvents.Of("ann", "c"), NewEvents.Of("bob", "a")], _none);

        Assert.Equal([false, false, true], first.Select(r => r.IsDuplicate));
        Assert.Equal((1L, 0L), (first[2].Offset, first[2].Prev));
        Assert.Equal([true, false, false], again.Select(r => r.IsDuplicate));
        Assert.Equal((2L, 1L), (again[0].Offset, again[0].Prev));
        Assert.Equal((3L, 2L), (again[1].Offset, again[1].Prev));
        Assert.Empty(await LogChecker.CheckAsync(Log));
    }

    [Fact]
    public async Task Many_appenders_at_once_leave_no_gap_and_no_double()
    {
        const int Callers = 12;
        const int Batches = 20;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            IEventLog log = Appenders[caller % Appenders.Count];
            Random random = new(caller);
            for (int batch = 0; batch < Batches; batch++)
            {
                // The same ids from several callers: only one of them may win.
                await log.AppendAsync([.. Enumerable.Range(0, 7).Select(_ => NewEvents.Of($"user-{random.Next(9)}", $"id-{random.Next(200)}"))], _none);
            }
        })));

        Assert.Empty(await LogChecker.CheckAsync(Log));
        Assert.True((await Log.HeadsAsync(_none)).Sum(h => h.Offset) > 1_000);
    }

    [Fact]
    public async Task A_request_is_written_whole_or_not_at_all()
    {
        await Log.AppendAsync([NewEvents.Of("ann", "a")], _none);

        await Assert.ThrowsAnyAsync<Exception>(() => Log.AppendAsync([NewEvents.Of("ann", "b"), NewEvents.Of("bob", "b"), NewEvents.Of("ann", "c") with { Type = null! }], _none));

        Assert.Single(await Log.ReadUserAsync("ann", 0, 10, _none));
        Assert.Empty(await Log.ReadUserAsync("bob", 0, 10, _none));
        AppendResult next = (await Log.AppendAsync([NewEvents.Of("ann", "d")], _none))[0];
        Assert.Equal((2L, 1L), (next.Offset, next.Prev));
        Assert.Empty(await LogChecker.CheckAsync(Log));
    }

    [Fact]
    public async Task A_bad_request_harms_no_other_in_the_same_commit()
    {
        List<Task> good = [];
        List<Task> bad = [];
        for (int i = 0; i < 40; i++)
        {
            good.Add(Log.AppendAsync([NewEvents.Of("ann", $"{i}")], _none));
            bad.Add(Log.AppendAsync([i % 2 == 0 ? NewEvents.Of("bob", $"{i}") with { UserId = null! } : NewEvents.Of("bob", $"{i}") with { Type = null! }], _none));
        }

        await Task.WhenAll(good);
        foreach (Task task in bad)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => task);
        }

        Assert.Equal(40, (await Log.ReadUserAsync("ann", 0, 100, _none)).Count);
        Assert.Empty(await Log.ReadUserAsync("bob", 0, 100, _none));
        Assert.Empty(await LogChecker.CheckAsync(Log));
    }

    [Fact]
    public async Task An_erased_user_leaves_tombstones_and_comes_back_as_somebody_new()
    {
        await Log.AppendAsync([.. NewEvents.Many("ann", 3), .. NewEvents.Many("bob", 2)], _none);
        int partition = Log.Partitions.PartitionOf("ann");

        Assert.Equal(3, await Log.EraseUserAsync("ann", _none));

        Assert.Equal(0, await Log.EraseUserAsync("ann", _none));
        Assert.Empty(await Log.ReadUserAsync("ann", 0, 10, _none));
        Assert.False(await Log.ContainsAsync("ann", 3, _none));
        List<LogEvent> rows = await LogChecker.ReadAllAsync(Log, partition);
        Assert.Equal(3, rows.Count(e => e.Event is null));
        Assert.Equal(2, (await Log.ReadUserAsync("bob", 0, 10, _none)).Count);
        AppendResult returned = (await Log.AppendAsync([NewEvents.Of("ann", "e0")], _none))[0];
        Assert.False(returned.IsDuplicate);
        Assert.Equal(0, returned.Prev);
        Assert.Equal(rows.Count + 1, returned.Offset);
        Assert.Empty(await LogChecker.CheckAsync(Log));
    }

    [Fact]
    public async Task Erasing_amid_appends_breaks_no_link()
    {
        Task appends = Task.WhenAll(Enumerable.Range(0, 4).Select(caller => Task.Run(async () =>
        {
            for (int i = 0; i < 60; i++)
            {
                await Appenders[caller % Appenders.Count].AppendAsync([NewEvents.Of($"user-{i % 3}", $"{caller}-{i}"), NewEvents.Of("other", $"{caller}-{i}")], _none);
            }
        })));
        for (int i = 0; i < 30; i++)
        {
            await Appenders[i % Appenders.Count].EraseUserAsync($"user-{i % 3}", _none);
        }

        await appends;
        Assert.Empty(await LogChecker.CheckAsync(Log));
        Assert.Equal(240, (await Log.ReadUserAsync("other", 0, 1_000, _none)).Count);
    }

    [Fact]
    public async Task What_was_written_is_there_after_the_log_was_opened_again()
    {
        await Log.AppendAsync(NewEvents.Many("ann", 5), _none);
        Assert.Equal(2, await Log.RaiseEpochAsync(_none));
        await Log.DisposeAsync();

        await InitializeAsync();

        Assert.Equal(2, Log.Epoch);
        Assert.Equal(5, (await Log.ReadUserAsync("ann", 0, 10, _none)).Count);
        Assert.Equal((6L, 5L), ((await Log.AppendAsync([NewEvents.Of("ann", "next")], _none))[0] is var next ? (next.Offset, next.Prev) : default));
    }

    [Fact]
    public async Task Another_number_of_partitions_is_refused_and_both_are_named()
    {
        await Log.DisposeAsync();

        EventLogException error = await Assert.ThrowsAsync<EventLogException>(() => OpenAsync(partitions: 5));

        Assert.Contains("4", error.Message, StringComparison.Ordinal);
        Assert.Contains("5", error.Message, StringComparison.Ordinal);
        await InitializeAsync();
    }

    [Fact]
    public async Task Pruning_takes_what_every_snapshot_covers_and_nothing_else()
    {
        await using ISnapshotStore snapshots = await OpenSnapshotsAsync();
        await Log.AppendAsync(
        [
            NewEvents.Of("ann", "pick", "onboard"), NewEvents.Of("ann", "1"), NewEvents.Of("ann", "2"), NewEvents.Of("ann", "3"),
            NewEvents.Of("ann", "4") with { ReceivedAtMs = NewEvents.StartMs + 9_000 }, NewEvents.Of("ann", "5"), NewEvents.Of("ann", "6"),
            .. NewEvents.Many("bob", 3),
        ], _none);
        await snapshots.UpsertAsync([Of("ann", "x", 6), Of("ann", "y", 7), Of("bob", "x", 3)], _none);

        long removed = await Log.PruneAsync(new PruneRequest(NewEvents.StartMs + 5_000, ["x", "y"], ["onboard"]), snapshots, _none);

        // The pick is of a kept type, event 4 came too late, the snapshot of x stands at 6, and bob has none in y.
        Assert.Equal(3, removed);
        Assert.Equal(["pick", "4", "5", "6"], (await Log.ReadUserAsync("ann", 0, 10, _none)).Select(e => e.Event!.EventId));
        Assert.Equal(3, (await Log.ReadUserAsync("bob", 0, 10, _none)).Count);
        Assert.True(await Log.ContainsAsync("ann", 6, _none));
        Assert.Equal(4, (await Log.HeadsAsync(_none))[Log.Partitions.PartitionOf("ann")].PrunedUpTo);
        Assert.Equal(7, (await Log.AppendAsync([NewEvents.Of("ann", "7")], _none))[0].Prev);
        Assert.Empty(await LogChecker.CheckAsync(Log, pruned: true));

        Snapshot Of(string user, string space, long position) => new(user, space, Log.Epoch, position, new byte[] { 1 });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task It_does_what_a_list_in_memory_does(int seed)
    {
        Random random = new(seed);
        Dictionary<string, List<(string Id, long Offset)>> model = new(StringComparer.Ordinal);
        long[] heads = new long[Log.Partitions.Partitions];
        for (int step = 0; step < 250; step++)
        {
            IEventLog log = Appenders[random.Next(Appenders.Count)];
            if (random.Next(12) == 0)
            {
                string user = $"u{random.Next(8)}";
                Assert.Equal(model.TryGetValue(user, out List<(string Id, long Offset)>? events) ? events.Count : 0, await log.EraseUserAsync(user, _none));
                model.Remove(user);
                continue;
            }

            NewEvent[] batch = [.. Enumerable.Range(0, 1 + random.Next(6)).Select(_ => NewEvents.Of($"u{random.Next(8)}", $"e{random.Next(60)}"))];
            IReadOnlyList<AppendResult> results = await log.AppendAsync(batch, _none);
            for (int i = 0; i < batch.Length; i++)
            {
                Assert.Equal(Expected(model, heads, batch[i]), results[i]);
            }
        }

        foreach ((string user, List<(string Id, long Offset)> events) in model)
        {
            Assert.Equal(events, (await Log.ReadUserAsync(user, 0, 1_000, _none)).Select(e => (e.Event!.EventId, e.Offset)));
            long after = events[random.Next(events.Count)].Offset - random.Next(2);
            int limit = 1 + random.Next(5);
            Assert.Equal(events.Where(e => e.Offset > after).Take(limit), (await Log.ReadUserAsync(user, after, limit, _none)).Select(e => (e.Event!.EventId, e.Offset)));
            Assert.Equal(events.Exists(e => e.Offset == after), await Log.ContainsAsync(user, after, _none));
        }

        Assert.Equal(heads, (await Log.HeadsAsync(_none)).Select(h => h.Offset));
        Assert.Empty(await LogChecker.CheckAsync(Log));
    }

    private AppendResult Expected(Dictionary<string, List<(string Id, long Offset)>> model, long[] heads, NewEvent e)
    {
        int partition = Log.Partitions.PartitionOf(e.UserId);
        if (!model.TryGetValue(e.UserId, out List<(string Id, long Offset)>? events))
        {
            model[e.UserId] = events = [];
        }

        int known = events.FindIndex(x => x.Id == e.EventId);
        if (known >= 0)
        {
            return new AppendResult(partition, events[known].Offset, known == 0 ? 0 : events[known - 1].Offset, IsDuplicate: true);
        }

        long prev = events.Count == 0 ? 0 : events[^1].Offset;
        events.Add((e.EventId, ++heads[partition]));
        return new AppendResult(partition, heads[partition], prev, IsDuplicate: false);
    }

    private static string Text(NewEvent e) =>
        $"{e.EventId} {e.UserId} {e.Type} {e.ItemId} {e.TimestampMs} {e.ReceivedAtMs} {e.Value} {string.Join(',', e.Attributes?.OrderBy(a => a.Key).Select(a => $"{a.Key}={a.Value}") ?? [])}";
}
