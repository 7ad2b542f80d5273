using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using UserRep.EventLog.Events;
using UserRep.Grains.Partitions;
using UserRep.Tests.EventLog.Events;
using UserRep.Tests.Grains.Users;
using Xunit;

namespace UserRep.Tests.Grains.Partitions;

public class PartitionPumpTests
{
    private static readonly CancellationToken _none = CancellationToken.None;

    private readonly FakeTimeProvider _time = new();
    private readonly FakePresence _presence = new();
    private readonly DamagedEvents _damaged = new(NullLogger<DamagedEvents>.Instance);

    [Fact]
    public async Task Every_event_reaches_its_user_in_order_however_deliveries_come()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Random random = new(seed);
            List<LogEvent> log = Log(random, 60, users: 7);
            Dictionary<string, long> reached = [];
            PartitionPump pump = Pump(log, (user, events) =>
            {
                foreach (LogEvent e in events)
                {
                    Assert.True(e.Offset > reached.GetValueOrDefault(user), $"Seed {seed}: {e.Offset} of {user} after {reached.GetValueOrDefault(user)}.");
                    reached[user] = e.Offset;
                }

                return Task.CompletedTask;
            });
            for (int i = 0; i < log.Count;)
            {
                int count = Math.Min(log.Count - i, 1 + random.Next(9));
                if (random.Next(4) != 0)
                {
                    await pump.DeliverAsync(log.GetRange(i, count), _none);
                }

                if (random.Next(5) == 0)
                {
                    await pump.DeliverAsync(log.GetRange(random.Next(i + 1), 1), _none);
                }

                i += count;
            }

            await pump.PollAsync(log[^1].Offset, _none);

            Assert.Equal(log.GroupBy(e => e.Event!.UserId).ToDictionary(u => u.Key, u => u.Last().Offset), reached);
            Assert.Equal((log[^1].Offset, log[^1].Offset), (pump.HandedOut, pump.Completed));
        }
    }

    [Fact]
    public async Task A_user_who_fails_is_parked_and_tried_again_and_holds_up_nobody()
    {
        List<LogEvent> log = [Event(1, "poison"), Event(2, "ann"), Event(3, "bob"), Event(4, "poison", prev: 1)];
        List<string> calls = [];
        bool isPoisonous = true;
        PartitionPump pump = Pump(log, (user, _) =>
        {
            calls.Add(user);
            return user == "poison" && isPoisonous ? Task.FromException(new InvalidOperationException("poison")) : Task.CompletedTask;
        });

        await pump.DeliverAsync(log, _none);

        Assert.Contains("ann", calls);
        Assert.Contains("bob", calls);
        Assert.Equal((4, 1), (pump.Completed, pump.Parked));
        int before = calls.Count;
        await pump.PollAsync(4, _none);
        Assert.Equal(before, calls.Count);
        _time.Advance(TimeSpan.FromSeconds(1.5));
        await pump.PollAsync(4, _none);
        Assert.Equal(before + 1, calls.Count);
        isPoisonous = false;
        _time.Advance(TimeSpan.FromSeconds(30));
        await pump.PollAsync(4, _none);
        Assert.Equal(0, pump.Parked);
    }

    [Fact]
    public async Task A_user_who_never_answers_frees_the_place_after_a_while()
    {
        List<LogEvent> log = [Event(1, "stuck"), Event(2, "ann"), Event(3, "bob")];
        List<string> done = [];
        PartitionPump pump = Pump(
            log, (user, _) =>
            {
                done.Add(user);
                return user == "stuck" ? new TaskCompletionSource().Task : Task.CompletedTask;
            },
            new PumpOptions { MaxInFlight = 1 });

        Task delivery = pump.DeliverAsync(log, _none);
        Assert.False(delivery.IsCompleted);
        _time.Advance(new PumpOptions().ApplyTimeout + TimeSpan.FromSeconds(1));
        await delivery;

        Assert.Equal(["stuck", "ann", "bob"], done);
        Assert.Equal((3, 1), (pump.Completed, pump.Parked));
    }

    [Fact]
    public Task A_few_users_take_events_in_at_once_and_whoever_lasts_makes_room_for_more() => OneAfterTheOtherAsync(
        async () =>
        {
            List<LogEvent> log = [.. Enumerable.Range(1, 7).Select(i => Event(i, $"user-{i}"))];
            Dictionary<string, TaskCompletionSource> taking = [];
            PartitionPump pump = Pump(log, (user, _) => (taking[user] = new TaskCompletionSource()).Task, new PumpOptions { MaxInFlight = 4, MaxBrief = 2 });

            Task delivery = pump.DeliverAsync(log, _none);
            Assert.Equal(2, taking.Count);
            taking["user-1"].SetResult();
            Assert.Equal(3, taking.Count);
            _time.Advance(new PumpOptions().Brief);
            Assert.Equal(5, taking.Count);

            // One who lasted is gone; two are there who came just now.
            taking["user-2"].SetResult();
            Assert.Equal(5, taking.Count);
            _time.Advance(new PumpOptions().Brief);
            Assert.Equal(6, taking.Count);

            // Four, and no more, however long they take.
            _time.Advance(new PumpOptions().ApplyTimeout / 2);
            Assert.Equal(6, taking.Count);
            taking["user-3"].SetResult();
            await delivery;
            foreach (TaskCompletionSource taken in taking.Values)
            {
                taken.TrySetResult();
            }

            Assert.Equal((7L, 7L), (pump.HandedOut, pump.Completed));
        });

    [Fact]
    public Task Whoever_lasts_makes_room_though_others_come_back_all_the_time() => OneAfterTheOtherAsync(
        async () =>
        {
            List<LogEvent> log = [.. Enumerable.Range(1, 9).Select(i => Event(i, $"user-{i}"))];
            Dictionary<string, TaskCompletionSource> taking = [];
            PartitionPump pump = Pump(log, (user, _) => (taking[user] = new TaskCompletionSource()).Task, new PumpOptions { MaxBrief = 2 });

            Task delivery = pump.DeliverAsync(log, _none);
            for (int user = 2; user <= 3; user++)
            {
                _time.Advance(new PumpOptions().Brief / 2);
                taking[$"user-{user}"].SetResult();
            }

            // The first is being loaded by now; beside it there are two again.
            Assert.Equal(["user-4", "user-5"], taking.Where(t => !t.Value.Task.IsCompleted).Select(t => t.Key).Skip(1));
            while (!delivery.IsCompleted)
            {
                taking.Values.First(t => !t.Task.IsCompleted).SetResult();
            }

            await delivery;
            Assert.Equal(9, pump.HandedOut);
        });

    [Fact]
    public Task A_user_tried_again_who_has_got_a_place_by_an_event_meanwhile_takes_no_second_one() => OneAfterTheOtherAsync(
        async () =>
        {
            List<LogEvent> log = [Event(1, "ann"), Event(2, "bob"), Event(3, "cid"), Event(4, "ann", 1)];
            Dictionary<string, TaskCompletionSource> taking = [];
            PartitionPump pump = Pump(log, (user, _) => (taking[user] = new TaskCompletionSource()).Task, new PumpOptions { MaxInFlight = 2 });
            await pump.DeliverAsync([log[0]], _none);
            taking["ann"].SetException(new IOException("away"));
            await pump.DeliverAsync([log[1], log[2]], _none);
            _time.Advance(new PumpOptions().BackOff);

            // Both wait for a place for the same user.
            Task delivery = pump.DeliverAsync([log[3]], _none);
            Task poll = pump.PollAsync(4, _none);
            taking["bob"].SetResult();
            await delivery;
            taking["cid"].SetResult();
            await poll;
            taking["ann"].SetResult();

            Assert.Equal((4L, 0), (pump.Completed, pump.Parked));
        });

    [Fact]
    public async Task What_comes_for_a_busy_user_waits_for_it_and_goes_together()
    {
        List<LogEvent> log = [Event(1, "ann"), Event(2, "ann", 1), Event(3, "ann", 2), Event(4, "bob")];
        TaskCompletionSource first = new();
        List<int> slices = [];
        PartitionPump pump = Pump(log, (user, events) =>
        {
            slices.Add(events.Count);
            return user == "ann" && slices.Count == 1 ? first.Task : Task.CompletedTask;
        });

        await pump.DeliverAsync([log[0]], _none);
        await pump.DeliverAsync([log[1]], _none);
        await pump.DeliverAsync([log[2], log[3]], _none);
        Assert.Equal((4L, 0L), (pump.HandedOut, pump.Completed));
        first.SetResult();
        await pump.PollAsync(4, _none);

        Assert.Equal([1, 1, 2], slices);
        Assert.Equal(4, pump.Completed);
    }

    [Fact]
    public async Task Whoever_is_not_in_memory_is_not_fetched_for_what_is_long_in_the_log()
    {
        List<LogEvent> log = [Late(1, "ann"), Late(2, "bob"), Late(3, "ann", 1), Late(4, "cid"), Event(5, "cid", 4)];
        _presence.Absent.UnionWith(["ann", "cid"]);
        List<long> offsets = [];
        PartitionPump pump = Pump(log, Taking(offsets));

        await pump.PollAsync(5, _none);

        // Of one who has an event of just now a vector is wanted soon.
        Assert.Equal([2, 4, 5], offsets.Order());
        Assert.Equal((5L, 5L, 5L), (pump.HandedOut, pump.Completed, Checkpoint(pump)));
        Assert.Equal(["ann", "bob"], Assert.Single(_presence.Asked));
        Assert.Equal(("ann", 3L), Assert.Single(_presence.Passed));
    }

    [Fact]
    public async Task What_is_delivered_reaches_its_user_however_late_it_is()
    {
        List<LogEvent> log = [Late(1, "ann"), Late(2, "bob")];
        _presence.Absent.UnionWith(["ann", "bob"]);
        List<long> offsets = [];
        PartitionPump pump = Pump(log, Taking(offsets));

        await pump.DeliverAsync(log, _none);

        Assert.Equal([1, 2], offsets);
        Assert.Empty(_presence.Asked);
    }

    [Fact]
    public async Task Where_there_is_no_room_whoever_is_not_in_memory_is_not_fetched_for_what_is_delivered()
    {
        List<LogEvent> log = [Event(1, "ann"), Event(2, "bob"), Event(3, "ann", 1), Event(4, "ann", 3)];
        _presence.Absent.Add("ann");
        _presence.HasRoom = false;
        List<long> offsets = [];
        PartitionPump pump = Pump(log, Taking(offsets));

        await pump.DeliverAsync(log.GetRange(0, 3), _none);
        Assert.Equal([2], offsets);
        Assert.Equal((3L, 3L, 3L), (pump.HandedOut, pump.Completed, Checkpoint(pump)));
        Assert.Equal(("ann", 3L), Assert.Single(_presence.Passed));

        _presence.HasRoom = true;
        await pump.DeliverAsync(log.GetRange(3, 1), _none);
        Assert.Equal([2, 4], offsets);
    }

    [Fact]
    public async Task Where_there_is_no_room_whoever_is_not_in_memory_is_not_fetched_for_what_came_early()
    {
        List<LogEvent> log = [Event(1, "ann"), Event(2, "bob"), Event(3, "ann", 1), Event(4, "cid")];
        _presence.Absent.Add("ann");
        _presence.HasRoom = false;
        List<long> offsets = [];
        PartitionPump pump = Pump(log, Taking(offsets));

        await pump.DeliverAsync(log.GetRange(2, 2), _none);
        Assert.Equal(0, pump.HandedOut);
        await pump.DeliverAsync(log.GetRange(0, 2), _none);

        Assert.Equal([2, 4], offsets);
        Assert.Equal((4L, 4L, 0L), (pump.HandedOut, pump.Completed, pump.Heals));
    }

    [Fact]
    public async Task Where_there_is_no_room_what_comes_twice_goes_out_once()
    {
        List<LogEvent> log = [Event(1, "ann"), Event(2, "bob"), Event(3, "cid")];
        _presence.Absent.Add("bob");
        _presence.HasRoom = false;
        List<long> offsets = [];
        PartitionPump pump = Pump(log, Taking(offsets));
        _presence.Before = () =>
        {
            _presence.HasRoom = true;
            return pump.DeliverAsync(log.GetRange(0, 2), _none);
        };

        await pump.DeliverAsync(log, _none);

        Assert.Equal([1, 2, 3], offsets);
        Assert.Equal((3L, 3L), (pump.HandedOut, pump.Completed));
    }

    [Fact]
    public async Task Whoever_is_on_the_way_into_memory_or_is_parked_is_told_of_everything()
    {
        List<LogEvent> log = [Late(1, "ann"), Late(2, "bob"), Late(3, "ann", 1), Late(4, "bob", 2), Late(5, "cid")];
        _presence.Absent.UnionWith(["ann", "bob", "cid"]);
        TaskCompletionSource loading = new();
        List<long> offsets = [];
        bool fails = true;
        PartitionPump pump = Pump(log, (user, events) =>
        {
            offsets.AddRange(events.Select(e => e.Offset));
            return user == "ann" ? loading.Task : fails ? Task.FromException(new IOException("away")) : Task.CompletedTask;
        });
        await pump.DeliverAsync(log.GetRange(0, 2), _none);
        fails = false;

        await pump.PollAsync(5, _none);
        loading.SetResult();
        await pump.PollAsync(5, _none);

        Assert.Equal([1, 2, 3, 4], offsets.Order());
        Assert.Equal((5L, 0), (pump.Completed, pump.Parked));
    }

    [Fact]
    public async Task Nothing_is_passed_over_while_it_is_not_known_who_is_in_memory()
    {
        List<LogEvent> log = [Late(1, "ann"), Late(2, "bob")];
        _presence.Absent.Add("ann");
        _presence.Before = () => Task.FromException(new IOException("away"));
        List<long> offsets = [];
        PartitionPump pump = Pump(log, Taking(offsets));

        await Assert.ThrowsAsync<IOException>(() => pump.PollAsync(2, _none));
        Assert.Equal((0L, 0L), (pump.HandedOut, pump.Completed));
        _presence.Before = () => Task.CompletedTask;
        await pump.PollAsync(2, _none);

        Assert.Equal([2], offsets);
        Assert.Equal(2, pump.Completed);
    }

    [Fact]
    public async Task What_goes_out_while_it_is_found_out_who_is_in_memory_goes_out_once()
    {
        List<LogEvent> log = [Late(1, "ann"), Late(2, "bob"), Late(3, "ann", 1)];
        _presence.Absent.Add("bob");
        List<long> offsets = [];
        PartitionPump pump = Pump(log, Taking(offsets));
        _presence.Before = () => pump.DeliverAsync(log.GetRange(0, 1), _none);

        await pump.PollAsync(3, _none);

        Assert.Equal([1, 3], offsets);
        Assert.Equal(3, pump.Completed);
    }

    [Fact]
    public async Task Of_events_that_nobody_need_be_told_of_only_the_first_page_is_read_whole()
    {
        ListLog log = new([.. Enumerable.Range(1, 12).Select(offset => Late(offset, offset == 10 ? "bob" : $"user-{offset % 4}")), Late(13, "user-0"), Late(14, "user-1")]);
        _presence.Absent.UnionWith(Enumerable.Range(0, 4).Select(user => $"user-{user}"));
        List<long> offsets = [];
        PartitionPump pump = new(0, log, Taking(offsets), _presence, new PumpOptions { ReadLimit = 3 }, _damaged, _time, NullLogger.Instance);

        await pump.PollAsync(14, _none);

        // The headers of the fourth page said that somebody is in memory, and then it was read; so was the last, which had to be looked at for itself again.
        Assert.Equal([0, 9, 12], log.Pages);
        Assert.Equal([10], offsets);
        Assert.Equal((14L, 14L, 14L), (pump.HandedOut, pump.Completed, Checkpoint(pump)));
        Assert.Contains(("user-1", 9L), _presence.Passed);
        Assert.Contains(("user-0", 13L), _presence.Passed);
    }

    [Fact]
    public Task What_is_passed_over_is_not_completed_before_what_came_first() => OneAfterTheOtherAsync(async () =>
    {
        ListLog log = new([.. Enumerable.Range(1, 8).Select(offset => Late(offset, "ann")), Event(9, "bob"), .. Enumerable.Range(10, 9).Select(offset => Late(offset, "ann"))]);
        _presence.Absent.Add("ann");
        TaskCompletionSource taking = new();
        PartitionPump pump = new(0, log, (_, _) => taking.Task, _presence, new PumpOptions { ReadLimit = 3 }, _damaged, _time, NullLogger.Instance);

        await pump.PollAsync(18, _none);
        await pump.PollAsync(18, _none);
        Assert.Equal((18L, 6L, 6L), (pump.HandedOut, pump.Completed, Checkpoint(pump)));

        taking.SetResult();
        Assert.Equal((18L, 18L), (pump.Completed, Checkpoint(pump)));
        Assert.Equal([0, 6, 9], log.Pages);
    });

    [Fact]
    public async Task A_tombstone_is_passed_over_with_what_is_around_it()
    {
        ListLog log = new([Late(1, "ann"), Late(2, "ann", 1), Late(3, "ann", 2) with { Event = null }, Late(4, "ann", 2) with { Event = null }, Late(5, "ann", 2) with { Event = null }]);
        _presence.Absent.Add("ann");
        PartitionPump pump = new(0, log, Taking([]), _presence, new PumpOptions { ReadLimit = 2 }, _damaged, _time, NullLogger.Instance);

        await pump.PollAsync(5, _none);

        Assert.Equal([0], log.Pages);
        Assert.Equal((5L, 5L), (pump.HandedOut, pump.Completed));
    }

    [Fact]
    public async Task Whoever_is_in_memory_is_told_of_everything_in_order_whatever_is_passed_over()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Random random = new(seed);
            _presence.Absent.Clear();
            _presence.Absent.UnionWith(Enumerable.Range(0, random.Next(8)).Select(user => $"user-{user}"));
            List<LogEvent> log = [.. Log(random, 80, users: 7).Select(e => random.Next(9) == 0 ? e : Late(e.Offset, e.Event!.UserId, e.Prev))];
            Dictionary<string, List<long>> reached = [];
            PartitionPump pump = Pump(log, (user, events) =>
            {
                (reached.TryGetValue(user, out List<long>? offsets) ? offsets : reached[user] = []).AddRange(events.Select(e => e.Offset));
                return Task.CompletedTask;
            }, new PumpOptions { ReadLimit = 1 + random.Next(6) });
            int delivered = 0;
            _presence.Before = async () =>
            {
                _presence.HasRoom = random.Next(3) > 0;
                if (random.Next(6) == 0 && delivered < log.Count)
                {
                    delivered = Math.Max(delivered, (int)pump.HandedOut);
                    int count = Math.Min(log.Count - delivered, 1 + random.Next(5));
                    await pump.DeliverAsync(log.GetRange(delivered, count), _none);
                    delivered += count;
                }
            };

            while (pump.HandedOut < log.Count)
            {
                _presence.HasRoom = random.Next(3) > 0;
                await pump.PollAsync(log.Count, _none);
            }

            Assert.Equal(log.Count, pump.Completed);
            foreach (IGrouping<string, LogEvent> user in log.GroupBy(e => e.Event!.UserId).Where(user => !_presence.Absent.Contains(user.Key)))
            {
                Assert.True(user.Select(e => e.Offset).SequenceEqual(reached[user.Key]), $"Seed {seed}: {user.Key} was told of {string.Join(", ", reached[user.Key])}.");
            }
        }
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_is_told_and_handed_on_as_any_other()
    {
        List<LogEvent> log = [Event(1, "ann"), Event(2, "bob") with { Damage = "value" }, Event(3, "ann", 1)];
        List<long> offsets = [];
        PartitionPump pump = Pump(log, (_, events) =>
        {
            offsets.AddRange(events.Select(e => e.Offset));
            return Task.CompletedTask;
        });

        await pump.PollAsync(3, _none);

        Assert.Equal([1, 2, 3], offsets.Order());
        Assert.Equal((3, 0, 1), (pump.Completed, pump.Parked, _damaged.Met));
    }

    [Fact]
    public async Task Deliveries_that_overtake_each_other_are_put_in_order_without_the_log()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Random random = new(seed);
            List<LogEvent> log = Log(random, 60, users: 7);
            List<LogEvent>[] deliveries = [.. log.GroupBy(e => e.Offset / 7).Select(g => g.ToList())];
            List<LogEvent>[] late = [.. deliveries.OrderBy(d => d[0].Offset + random.Next(25))];
            List<long> offsets = [];
            ListLog list = new(log) { Failures = int.MaxValue };
            PartitionPump pump = new(0, list, Taking(offsets), _presence, new PumpOptions(), _damaged, _time, NullLogger.Instance);

            foreach (List<LogEvent> delivery in late)
            {
                await pump.DeliverAsync(delivery, _none);
            }

            Assert.Equal((log.Count, log.Count, 0L), (pump.HandedOut, pump.Completed, pump.Heals));
            Assert.Equal(log.Select(e => e.Offset), offsets.Order());
        }
    }

    [Fact]
    public async Task What_is_missing_for_too_long_is_read_from_the_log()
    {
        List<LogEvent> log = [.. Enumerable.Range(1, 5).Select(i => Event(i, $"user-{i}"))];
        PartitionPump pump = Pump(log, (_, _) => Task.CompletedTask);

        await pump.DeliverAsync([log[2]], _none);
        _time.Advance(new PumpOptions().Patience);
        await pump.DeliverAsync([log[3]], _none);
        Assert.Equal((0L, 0L), (pump.HandedOut, pump.Heals));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await pump.DeliverAsync([log[4]], _none);

        Assert.Equal((5L, 1L), (pump.HandedOut, pump.Heals));
    }

    [Fact]
    public async Task A_gap_behind_one_that_was_filled_is_waited_for_as_long_again()
    {
        List<LogEvent> log = [.. Enumerable.Range(1, 6).Select(i => Event(i, $"user-{i}"))];
        PartitionPump pump = Pump(log, (_, _) => Task.CompletedTask);

        await pump.DeliverAsync([log[1]], _none);
        await pump.DeliverAsync([log[3]], _none);
        _time.Advance(new PumpOptions().Patience);
        await pump.DeliverAsync([log[0]], _none);
        Assert.Equal(2, pump.HandedOut);
        _time.Advance(new PumpOptions().Patience);
        await pump.DeliverAsync([log[5]], _none);

        Assert.Equal((2L, 0L), (pump.HandedOut, pump.Heals));
    }

    [Fact]
    public async Task When_too_much_waits_for_what_is_missing_the_log_is_read()
    {
        List<LogEvent> log = [.. Enumerable.Range(1, 5).Select(i => Event(i, $"user-{i}"))];
        PartitionPump pump = Pump(log, (_, _) => Task.CompletedTask, new PumpOptions { MaxEarly = 2 });

        await pump.DeliverAsync([log[1], log[2]], _none);
        Assert.Equal((0L, 0L), (pump.HandedOut, pump.Heals));
        await pump.DeliverAsync([log[4]], _none);

        Assert.Equal((5L, 1L), (pump.HandedOut, pump.Heals));
    }

    [Fact]
    public async Task What_came_early_follows_what_a_poll_has_read()
    {
        List<LogEvent> log = [.. Enumerable.Range(1, 4).Select(i => Event(i, $"user-{i}"))];
        PartitionPump pump = Pump(log, (_, _) => Task.CompletedTask);

        await pump.DeliverAsync([log[2], log[3]], _none);
        await pump.PollAsync(2, _none);

        Assert.Equal((4L, 4L), (pump.HandedOut, pump.Completed));
    }

    [Fact]
    public async Task A_log_that_fails_while_a_gap_is_healed_is_read_again_by_the_next_poll()
    {
        List<LogEvent> log = [Event(1, "ann"), Event(2, "ann", 1), Event(3, "bob")];
        ListLog list = new(log) { Failures = 1 };
        List<long> offsets = [];
        PartitionPump pump = new(0, list, Taking(offsets), _presence, new PumpOptions(), _damaged, _time, NullLogger.Instance);

        await pump.DeliverAsync([log[2]], _none);
        _time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<EventLogException>(() => pump.DeliverAsync([log[2]], _none));
        await pump.PollAsync(3, _none);

        Assert.Equal([1, 2, 3], offsets);
    }

    [Fact]
    public async Task A_checkpoint_is_a_save_behind_and_never_past_what_a_parked_user_lacks()
    {
        List<LogEvent> log = [Event(1, "ann"), Event(2, "bob"), Event(3, "ann", 1), Event(4, "bob", 2)];
        bool fails = true;
        PartitionPump pump = Pump(log, (user, _) => user == "bob" && fails ? Task.FromException(new IOException("away")) : Task.CompletedTask);

        await pump.DeliverAsync(log, _none);
        Assert.Equal(0, pump.TakeCheckpoint());
        Assert.Equal(1, pump.TakeCheckpoint());

        fails = false;
        _time.Advance(TimeSpan.FromSeconds(1));
        await pump.PollAsync(4, _none);
        Assert.Equal(4, pump.TakeCheckpoint());
    }

    /// <summary>Beyond the reach of the test's own context, which lets two who wait for the same go on side by side: as a grain, a pump is for one at a time.</summary>
    private static Task OneAfterTheOtherAsync(Func<Task> test) => Task.Run(test);

    private PartitionPump Pump(List<LogEvent> log, Func<string, IReadOnlyList<LogEvent>, Task> apply, PumpOptions? options = null) =>
        new(0, new ListLog(log), apply, _presence, options ?? new PumpOptions(), _damaged, _time, NullLogger.Instance);

    private static List<LogEvent> Log(Random random, int count, int users)
    {
        Dictionary<string, long> last = [];
        return
        [
            .. Enumerable.Range(1, count).Select(offset =>
            {
                string user = $"user-{random.Next(users)}";
                LogEvent e = Event(offset, user, last.GetValueOrDefault(user));
                last[user] = offset;
                return e;
            }),
        ];
    }

    private static Func<string, IReadOnlyList<LogEvent>, Task> Taking(List<long> offsets) => (_, events) =>
    {
        offsets.AddRange(events.Select(e => e.Offset));
        return Task.CompletedTask;
    };

    /// <summary>Twice: it is of what was completed when it was last asked for.</summary>
    private static long Checkpoint(PartitionPump pump)
    {
        pump.TakeCheckpoint();
        return pump.TakeCheckpoint();
    }

    private LogEvent Late(long offset, string user, long prev = 0)
    {
        LogEvent e = Event(offset, user, prev);
        return e with { Event = e.Event! with { ReceivedAtMs = _time.GetUtcNow().ToUnixTimeMilliseconds() - (long)new PumpOptions().PassOverAfter.TotalMilliseconds - 1 } };
    }

    private static LogEvent Event(long offset, string user, long prev = 0) => new()
    {
        Partition = 0,
        Offset = offset,
        Prev = prev,
        Event = NewEvents.Of(user, offset.ToString(CultureInfo.InvariantCulture)),
    };
}
