using UserRep.EventLog.Events;
using UserRep.Grains.Backfills;
using Xunit;

namespace UserRep.Tests.Grains.Backfills;

/// <summary>Random logs are walked whole, whatever comes between: every user who was there is met once, and twice only after a crash.</summary>
public sealed class BackfillWalkTests
{
    private const long Epoch = 3;

    private static readonly DateTimeOffset _start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_user_of_a_log_is_met_once_and_nobody_who_is_erased_or_new()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            Random random = new(seed);
            List<LogEvent>[] log = Log(random);
            BackfillState walk = BackfillWalk.Start(new BackfillState(), Epoch, Heads(log), _start);
            Grow(random, log);
            List<string> met = [];
            double coverage = 0;
            while (BackfillWalk.Next(walk) is { } place)
            {
                if (random.Next(5) == 0)
                {
                    walk = Restarted(BackfillWalk.Stop(walk, _start), log);
                }

                (walk, IReadOnlyList<string> users) = Step(random, log, walk, place);
                met.AddRange(users);
                double now = BackfillWalk.Describe(walk, "space", isResting: false, null).Coverage;
                Assert.InRange(now, coverage, 1);
                coverage = now;
            }

            Assert.Equal(Users(log, walk.Targets), met.Order(StringComparer.Ordinal));
            BackfillStatus status = BackfillWalk.Describe(BackfillWalk.Finish(walk, _start), "space", isResting: false, null);
            Assert.Equal((BackfillStage.Done, (long)met.Count, 1.0), (status.Stage, status.UsersDone, status.Coverage));
            Assert.Equal((status.EventsTotal, (DateTimeOffset?)_start, true), (status.EventsWalked, status.StartedAt, status.EndedAt is not null));
        }
    }

    [Fact]
    public void After_a_crash_it_goes_on_from_the_checkpoint_and_misses_nobody()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            Random random = new(seed);
            List<LogEvent>[] log = Log(random);
            BackfillState walk = BackfillWalk.Start(new BackfillState(), Epoch, Heads(log), _start);
            BackfillState stored = walk;
            HashSet<string> met = [];
            while (BackfillWalk.Next(walk) is { } place)
            {
                (walk, IReadOnlyList<string> users) = Step(random, log, walk, place);
                met.UnionWith(users);
                stored = random.Next(4) == 0 ? walk : stored;
                walk = random.Next(8) == 0 ? Restarted(stored, log) : walk;
            }

            Assert.Equal(Users(log, walk.Targets), met.Order(StringComparer.Ordinal));
            Assert.Equal(met.Count, walk.UsersDone);
        }
    }

    [Fact]
    public void In_another_epoch_and_once_done_it_begins_anew()
    {
        List<LogEvent>[] log = Log(new Random(1));
        BackfillState walk = BackfillWalk.Start(new BackfillState(), Epoch, Heads(log), _start);
        walk = BackfillWalk.Advance(walk, new BackfillStep(0, 2, 1), _start);

        Assert.Same(walk, BackfillWalk.Start(walk, Epoch, Heads(log), _start.AddDays(1)));
        BackfillState other = BackfillWalk.Start(walk, Epoch + 1, Heads(log), _start.AddDays(1));
        Assert.Equal((0, _start.AddDays(1), Epoch + 1), (BackfillWalk.EventsWalked(other), other.StartedAt, other.Epoch));
        BackfillState done = BackfillWalk.Finish(walk with { Walked = walk.Targets }, _start);
        Assert.Equal(BackfillStage.Done, done.Stage);
        Assert.Equal(0, BackfillWalk.EventsWalked(BackfillWalk.Start(done, Epoch, Heads(log), _start)));
        Assert.Same(done, BackfillWalk.Stop(done, _start));
    }

    [Fact]
    public void An_empty_log_is_done_at_once_and_none_is_nothing()
    {
        BackfillState walk = BackfillWalk.Start(new BackfillState(), Epoch, [new PartitionHead(0, 0, 0)], _start);

        Assert.Null(BackfillWalk.Next(walk));
        Assert.Equal(1, BackfillWalk.Describe(BackfillWalk.Finish(walk, _start), "space", isResting: false, null).Coverage);
        BackfillStatus none = BackfillWalk.Describe(new BackfillState(), "space", isResting: true, new BackfillRate(1, 1));
        Assert.Equal((BackfillStage.None, 0, null, null), (none.Stage, none.Coverage, none.UsersPerSecond, none.EstimatedSecondsLeft));
    }

    [Fact]
    public void The_estimate_is_what_is_left_at_the_pace_there_was_and_nothing_without_one()
    {
        BackfillState walk = BackfillWalk.Start(new BackfillState(), Epoch, [new PartitionHead(0, 1_000, 0)], _start);
        walk = BackfillWalk.Advance(walk, new BackfillStep(0, 400, 40), _start);

        BackfillStatus status = BackfillWalk.Describe(walk, "space", isResting: true, new BackfillRate(10, 100));
        Assert.Equal((BackfillStage.Resting, 0.4, 10.0, 6.0), (status.Stage, status.Coverage, status.UsersPerSecond, status.EstimatedSecondsLeft));
        Assert.Null(BackfillWalk.Describe(walk, "space", isResting: true, new BackfillRate(0, 0)).EstimatedSecondsLeft);
        Assert.Null(BackfillWalk.Describe(walk, "space", isResting: true, null).UsersPerSecond);
    }

    /// <summary>As the builder does a step, but for the states.</summary>
    private static (BackfillState Walk, IReadOnlyList<string> Users) Step(Random random, List<LogEvent>[] log, BackfillState walk, BackfillPlace place)
    {
        int limit = 1 + random.Next(30);
        LogEvent[] page = [.. log[place.Partition].Where(e => e.Offset > place.After).Take(limit)];
        BackfillStretch stretch = BackfillStretch.Of(page, page.Length < limit, place, 1 + random.Next(5));
        Assert.InRange(stretch.Through, place.After + 1, place.Target);
        string[] users = [.. stretch.Firsts.Where(f => log[place.Partition].First(e => e.Event?.UserId == f.Event!.UserId).Offset == f.Offset).Select(f => f.Event!.UserId)];
        return (BackfillWalk.Advance(walk, new BackfillStep(place.Partition, stretch.Through, users.Length), _start), users);
    }

    private static BackfillState Restarted(BackfillState stored, List<LogEvent>[] log) => BackfillWalk.Start(stored, Epoch, Heads(log), _start.AddHours(1));

    private static PartitionHead[] Heads(List<LogEvent>[] log) => [.. log.Select((events, p) => new PartitionHead(p, events.Count == 0 ? 0 : events[^1].Offset, events.Count == 0 ? 0 : events[0].Offset - 1))];

    private static IEnumerable<string> Users(List<LogEvent>[] log, long[] targets) => log
        .SelectMany((events, p) => events.Where(e => e.Event is not null).GroupBy(e => e.Event!.UserId).Where(user => user.First().Offset <= targets[p]).Select(user => user.Key))
        .Order(StringComparer.Ordinal);

    /// <summary>Partitions with users, some erased, and some events at the beginning that were pruned.</summary>
    private static List<LogEvent>[] Log(Random random)
    {
        List<LogEvent>[] log = [.. Enumerable.Range(0, 1 + random.Next(4)).Select(_ => new List<LogEvent>())];
        Grow(random, log);
        foreach (List<LogEvent> events in log)
        {
            HashSet<string> erased = [.. events.Where(_ => random.Next(20) == 0).Select(e => e.Event!.UserId)];
            for (int i = 0; i < events.Count; i++)
            {
                events[i] = erased.Contains(events[i].Event!.UserId) ? events[i] with { Event = null } : events[i];
            }

            if (random.Next(2) == 0)
            {
                events.RemoveRange(0, random.Next(events.Count));
            }
        }

        return log;
    }

    private static void Grow(Random random, List<LogEvent>[] log)
    {
        for (int p = 0; p < log.Length; p++)
        {
            int users = 1 + random.Next(20);
            int count = random.Next(100);
            for (int i = 0; i < count; i++)
            {
                string user = $"{p}-{log[p].Count / 50}-{random.Next(users)}";
                long offset = log[p].Count == 0 ? 1 : log[p][^1].Offset + 1;
                log[p].Add(new LogEvent
                {
                    Partition = p,
                    Offset = offset,
                    Prev = log[p].LastOrDefault(e => e.Event?.UserId == user)?.Offset ?? 0,
                    Event = new NewEvent { EventId = $"{offset}", UserId = user, Type = "play", TimestampMs = 1, ReceivedAtMs = 1, Value = 1 },
                });
            }
        }
    }
}
