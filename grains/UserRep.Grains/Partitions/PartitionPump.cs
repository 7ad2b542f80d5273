using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using UserRep.EventLog.Events;

namespace UserRep.Grains.Partitions;

/// <summary>
/// Hands a partition's events to their users, in order per user and many users at once. Deliveries follow the one rule, older: ignore;
/// next: hand out; anything else: read the log, unless what is missing comes within a moment; so they may come late, twice, in any order or
/// not at all. Who is not in memory is not fetched for what is long in the log, as after a restart, nor for anything where memory has no room for
/// more: on coming into memory one reads it all.
/// A user who fails is parked and tried again later, for a partition stops for nobody: what the user missed is in the log. Not
/// thread-safe; knows nothing of Orleans.
/// </summary>
/// <param name="partition">The partition.</param>
/// <param name="log">The log.</param>
/// <param name="apply">Has a user take events in.</param>
/// <param name="presence">Who is in memory.</param>
/// <param name="options">Bounds.</param>
/// <param name="damaged">Told of events that cannot be read.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Says what goes wrong.</param>
internal sealed class PartitionPump(
    int partition, IEventLog log, Func<string, IReadOnlyList<LogEvent>, Task> apply, IUserPresence presence, PumpOptions options, DamagedEvents damaged, TimeProvider time, ILogger logger)
{
    // A call is waited for, and others wait behind it, so a long backlog takes several.
    private const int PagesPerPoll = 5;

    private readonly EarlyEvents _early = new();
    private readonly Dictionary<string, UserLane> _lanes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ParkedUser> _parked = new(StringComparer.Ordinal);
    private readonly Queue<DeliveryTicket> _tickets = new();
    private TaskCompletionSource _freed = new();
    private long _settled;
    private long _earlySince;
    private bool _isPassing;

    /// <summary>Gets the offset of the last event that was handed out.</summary>
    public long HandedOut { get; private set; }

    /// <summary>Gets the offset up to which every event is part of its user's state, or will be once the user is in memory; users who are parked aside.</summary>
    public long Completed { get; private set; }

    /// <summary>Gets how often the log had to be read because a delivery was missing.</summary>
    public long Heals { get; private set; }

    public int Parked => _parked.Count;

    /// <summary>Starts behind what an earlier pump completed.</summary>
    public void StartAfter(long offset) => (HandedOut, Completed, _settled) = (offset, offset, offset);

    /// <summary>
    /// Where a pump that comes after this one is to begin: behind what was completed when this was last asked, and ahead of what a parked
    /// user lacks, for who is parked is forgotten with the pump. The delay is for a pump that others have taken the place of and that does
    /// not know it yet: what it hands out now may go to users of its own, who are others than those that live on.
    /// </summary>
    public long TakeCheckpoint()
    {
        long missed = _parked.Count == 0 ? long.MaxValue : _parked.Values.Min(p => p.First);
        long taken = Math.Min(_settled, missed - 1);
        _settled = Completed;
        return taken;
    }

    /// <summary>Takes a delivery. Returns when its events are handed out, which may wait for places but not for users to finish.</summary>
    public async Task DeliverAsync(IReadOnlyList<LogEvent> events, CancellationToken cancellation)
    {
        LogEvent[] news = [.. events.Where(e => e.Offset > HandedOut)];
        if (news.Length == 0)
        {
            return;
        }

        if (_early.Count == 0 && news[0].Offset == HandedOut + 1 && news[^1].Offset - news[0].Offset == news.Length - 1)
        {
            await HandOutDeliveredAsync(news, cancellation).ConfigureAwait(true);
            return;
        }

        // Too many are not kept, they are in the log.
        bool isKept = _early.Count + news.Length <= options.MaxEarly;
        if (isKept)
        {
            _earlySince = _early.Count == 0 ? time.GetTimestamp() : _earlySince;
            _early.Add(news);
            await HandOutEarlyAsync(cancellation).ConfigureAwait(true);
        }

        if (!isKept || (_early.Count > 0 && time.GetElapsedTime(_earlySince) > options.Patience))
        {
            Heals++;
            await ReadUpToAsync(Reach(Math.Max(_early.Last, news[^1].Offset)), cancellation).ConfigureAwait(true);
            await HandOutEarlyAsync(cancellation).ConfigureAwait(true);
        }
    }

    /// <summary>Makes up for deliveries that never came, and tries parked users again whose time has come.</summary>
    /// <param name="head">The offset of the partition's last event.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task PollAsync(long head, CancellationToken cancellation)
    {
        await ReadUpToAsync(Reach(head), cancellation).ConfigureAwait(true);
        await HandOutEarlyAsync(cancellation).ConfigureAwait(true);
        long now = time.GetTimestamp();
        foreach ((string userId, ParkedUser parked) in _parked.Where(p => p.Value.DueTimestamp <= now).ToArray())
        {
            if (_lanes.ContainsKey(userId))
            {
                continue;
            }

            await WaitForPlaceAsync(cancellation).ConfigureAwait(true);

            // An event may have brought the user back meanwhile.
            if (!_lanes.ContainsKey(userId))
            {
                // No events: the user reads the log, which has what was missed.
                Start(userId, [parked.Last], []);
            }
        }
    }

    /// <summary>How far to read at once on the way to an offset; the rest is for the next poll.</summary>
    private long Reach(long offset) => Math.Min(offset, HandedOut + ((long)PagesPerPoll * options.ReadLimit));

    /// <summary>Hands out what came early and is next by now. What is left waits from now on.</summary>
    private async Task HandOutEarlyAsync(CancellationToken cancellation)
    {
        for (LogEvent[] next = _early.TakeAfter(HandedOut); next.Length > 0; next = _early.TakeAfter(HandedOut))
        {
            _earlySince = time.GetTimestamp();
            await HandOutDeliveredAsync(next, cancellation).ConfigureAwait(true);
        }
    }

    /// <summary>Hands out what comes next. Everybody is told, but where there is no room for those who are not in memory.</summary>
    private async Task HandOutDeliveredAsync(IReadOnlyList<LogEvent> events, CancellationToken cancellation)
    {
        if (presence.HasRoom)
        {
            await HandOutAsync(events, FrozenDictionary<string, long>.Empty, cancellation).ConfigureAwait(true);
            return;
        }

        IReadOnlyDictionary<string, long> absent = await FindAbsentAsync([.. events.Select(EventHeader.Of)]).ConfigureAwait(true);

        // Another delivery may have gone out meanwhile.
        LogEvent[] news = [.. events.Where(e => e.Offset > HandedOut)];
        if (news.Length > 0)
        {
            await HandOutAsync(news, absent, cancellation).ConfigureAwait(true);
        }
    }

    private async Task ReadUpToAsync(long offset, CancellationToken cancellation)
    {
        while (HandedOut < offset)
        {
            long before = HandedOut;
            if (_isPassing && await TryPassAsync(cancellation).ConfigureAwait(true))
            {
                if (HandedOut == before)
                {
                    return;
                }

                continue;
            }

            IReadOnlyList<LogEvent> page = await log.ReadPartitionAsync(partition, HandedOut, options.ReadLimit, cancellation).ConfigureAwait(true);

            if (page.Count == 0)
            {
                return;
            }

            IReadOnlyList<LogEvent> events = damaged.Tell(page);
            EventHeader[] headers = [.. events.Select(EventHeader.Of)];
            IReadOnlyDictionary<string, long> absent = await FindAbsentAsync(headers).ConfigureAwait(true);
            _isPassing = page.Count == options.ReadLimit && AreAll(headers, absent);

            // Another delivery may have gone out meanwhile.
            IReadOnlyList<LogEvent> news = events[0].Offset > HandedOut ? events : [.. events.Where(e => e.Offset > HandedOut)];
            if (news.Count > 0)
            {
                await HandOutAsync(news, absent, cancellation).ConfigureAwait(true);
            }
        }
    }

    /// <summary>
    /// Passes over a page of the log that nobody need be told of, without reading the events themselves. Once a whole page is passed over, as after a restart,
    /// the next will be, too. What of its events is damaged is told when their users read the log.
    /// </summary>
    /// <returns>Whether it is passed over, or there is none; else it has to be read.</returns>
    private async Task<bool> TryPassAsync(CancellationToken cancellation)
    {
        IReadOnlyList<EventHeader> headers = await log.ReadHeadersAsync(partition, HandedOut, options.ReadLimit, cancellation).ConfigureAwait(true);
        IReadOnlyDictionary<string, long> absent = await FindAbsentAsync(headers).ConfigureAwait(true);
        bool isPassed = AreAll(headers, absent);
        _isPassing = isPassed && headers.Count == options.ReadLimit;
        if (isPassed && headers.Count > 0 && headers[^1].Offset > HandedOut)
        {
            PassOver(absent);
            HandedOut = headers[^1].Offset;
            _tickets.Enqueue(new DeliveryTicket(HandedOut));
            Close([]);
        }

        return isPassed;
    }

    /// <summary>
    /// Those users of events of the log who need not be told of them: none is in memory after the events were committed, and none has an event
    /// of just now, for which a vector is wanted soon if there is room for it.
    /// </summary>
    /// <returns>Them, with the offset of the last of these events that each has.</returns>
    private async Task<IReadOnlyDictionary<string, long>> FindAbsentAsync(IReadOnlyList<EventHeader> events)
    {
        // All of a long backlog comes through here, as fast as the log can be read.
        long recentMs = presence.HasRoom ? time.GetUtcNow().ToUnixTimeMilliseconds() - (long)options.PassOverAfter.TotalMilliseconds : long.MaxValue;
        Dictionary<string, long> late = new(events.Count, StringComparer.Ordinal);
        HashSet<string> told = new(StringComparer.Ordinal);
        foreach (EventHeader e in events)
        {
            if (e.UserId is { } userId)
            {
                late[userId] = e.Offset;
                if (e.ReceivedAtMs >= recentMs || _lanes.ContainsKey(userId) || _parked.ContainsKey(userId))
                {
                    told.Add(userId);
                }
            }
        }

        foreach (string userId in told)
        {
            late.Remove(userId);
        }

        if (late.Count > 0)
        {
            foreach (string there in await presence.AmongAsync(late.Keys).ConfigureAwait(true))
            {
                late.Remove(there);
            }
        }

        return late;
    }

    private void PassOver(IReadOnlyDictionary<string, long> absent)
    {
        foreach ((string userId, long last) in absent)
        {
            presence.PassedOver(userId, last);
        }
    }

    private async Task HandOutAsync(IReadOnlyList<LogEvent> events, IReadOnlyDictionary<string, long> absent, CancellationToken cancellation)
    {
        PassOver(absent);
        HandedOut = events[^1].Offset;
        DeliveryTicket ticket = new(HandedOut) { Open = 1 };
        _tickets.Enqueue(ticket);
        try
        {
            foreach (IGrouping<string, LogEvent> user in events.Where(e => e.Event is { } there && !absent.ContainsKey(there.UserId)).GroupBy(e => e.Event!.UserId, StringComparer.Ordinal))
            {
                ticket.Open++;
                if (_lanes.TryGetValue(user.Key, out UserLane? lane))
                {
                    lane.Next.AddRange(user);
                    lane.NextTickets.Add(ticket);
                    continue;
                }

                await WaitForPlaceAsync(cancellation).ConfigureAwait(true);
                if (_lanes.TryGetValue(user.Key, out lane))
                {
                    lane.Next.AddRange(user);
                    lane.NextTickets.Add(ticket);
                }
                else
                {
                    Start(user.Key, [.. user], [ticket]);
                }
            }
        }
        finally
        {
            Close([ticket]);
        }
    }

    private void Start(string userId, List<LogEvent> events, List<DeliveryTicket> tickets)
    {
        UserLane lane = new() { Since = time.GetTimestamp() };
        _lanes.Add(userId, lane);
        _ = RunAsync(userId, lane, events, tickets);
    }

    private async Task RunAsync(string userId, UserLane lane, List<LogEvent> events, List<DeliveryTicket> tickets)
    {
        while (true)
        {
            try
            {
                await apply(userId, events).WaitAsync(options.ApplyTimeout, time).ConfigureAwait(true);
                _parked.Remove(userId);
            }
            catch (Exception error)
            {
                Park(userId, events, error);
            }

            Close(tickets);
            (events, tickets) = lane.Take();
            lane.Since = time.GetTimestamp();
            if (events.Count == 0)
            {
                _lanes.Remove(userId);
                _freed.TrySetResult();
                return;
            }
        }
    }

    private void Park(string userId, List<LogEvent> events, Exception error)
    {
        int failures = _parked.TryGetValue(userId, out ParkedUser? before) ? before.Failures + 1 : 1;
        if (before is null && _parked.Count >= options.MaxParked)
        {
            return;
        }

        TimeSpan wait = TimeSpan.FromTicks(Math.Min(options.MaxBackOff.Ticks, options.BackOff.Ticks << Math.Min(failures - 1, 20)));
        long first = Math.Min(before?.First ?? long.MaxValue, events[0].Offset);
        _parked[userId] = new ParkedUser(first, events[^1], failures, time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency));
        Log.UserParked(logger, partition, wait.TotalSeconds, error);
    }

    private async Task WaitForPlaceAsync(CancellationToken cancellation)
    {
        while (!HasPlace(out TimeSpan briefFor))
        {
            if (_freed.Task.IsCompleted)
            {
                _freed = new TaskCompletionSource();
            }

            await _freed.Task.WaitAsync(briefFor, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Whoever has not come back after a moment is being loaded, or waits for something else, and makes room.</summary>
    /// <param name="briefFor">How long it is until the next one may do so.</param>
    private bool HasPlace(out TimeSpan briefFor)
    {
        if (_lanes.Count >= options.MaxInFlight)
        {
            briefFor = Timeout.InfiniteTimeSpan;
            return false;
        }

        int brief = 0;
        TimeSpan longest = TimeSpan.Zero;
        long now = time.GetTimestamp();
        foreach (UserLane lane in _lanes.Values)
        {
            TimeSpan taken = time.GetElapsedTime(lane.Since, now);
            if (taken < options.Brief)
            {
                brief++;
                longest = taken > longest ? taken : longest;
            }
        }

        // Whole milliseconds: timers know no others.
        briefFor = TimeSpan.FromMilliseconds(Math.Ceiling((options.Brief - longest).TotalMilliseconds));
        return brief < options.MaxBrief;
    }

    /// <summary>Whether all of some events are those users', or nobody's.</summary>
    private static bool AreAll(IReadOnlyList<EventHeader> events, IReadOnlyDictionary<string, long> users)
    {
        foreach (EventHeader e in events)
        {
            if (e.UserId is { } userId && !users.ContainsKey(userId))
            {
                return false;
            }
        }

        return true;
    }

    private void Close(IReadOnlyList<DeliveryTicket> tickets)
    {
        foreach (DeliveryTicket ticket in tickets)
        {
            ticket.Open--;
        }

        while (_tickets.TryPeek(out DeliveryTicket? first) && first.Open == 0)
        {
            Completed = first.LastOffset;
            _tickets.Dequeue();
        }
    }

    private sealed record ParkedUser(long First, LogEvent Last, int Failures, long DueTimestamp);
}
