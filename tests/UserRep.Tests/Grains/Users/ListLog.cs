using UserRep.EventLog.Events;
using UserRep.EventLog.Partitions;
using UserRep.EventLog.Snapshots;

namespace UserRep.Tests.Grains.Users;

/// <summary>A log of one partition in a list, for tests of what reads it; it can be told to fail.</summary>
internal sealed class ListLog(List<LogEvent> events) : IEventLog
{
    public PartitionMap Partitions { get; } = new(1);

    public long Epoch { get; set; } = 1;

    /// <summary>Gets or sets how many reads fail from now on.</summary>
    public int Failures { get; set; }

    /// <summary>Gets or sets a user whose events cannot be read.</summary>
    public string? PoisonUser { get; set; }

    public int Reads { get; private set; }

    /// <summary>Gets the offsets after which pages of the partition were read whole.</summary>
    public List<long> Pages { get; } = [];

    /// <summary>Gets or sets what happens between a read and its return.</summary>
    public Func<Task>? HasRead { get; set; }

    public Task<IReadOnlyList<LogEvent>> ReadPartitionAsync(int partition, long afterOffset, int limit, CancellationToken cancellation)
    {
        Pages.Add(afterOffset);
        return Read(e => e.Offset > afterOffset, limit);
    }

    public async Task<IReadOnlyList<EventHeader>> ReadHeadersAsync(int partition, long afterOffset, int limit, CancellationToken cancellation) =>
        [.. (await Read(e => e.Offset > afterOffset, limit)).Select(EventHeader.Of)];

    public Task<IReadOnlyList<LogEvent>> ReadUserAsync(string userId, long afterOffset, int limit, CancellationToken cancellation) =>
        Read(e => e.Event?.UserId == userId && e.Offset > afterOffset, limit);

    public async Task<IReadOnlyList<IReadOnlyList<LogEvent>>> ReadUsersAsync(IReadOnlyList<UserTail> users, int limit, CancellationToken cancellation)
    {
        ILookup<string, LogEvent> events = (await Read(e => e.Event is not null, int.MaxValue)).ToLookup(e => e.Event!.UserId, StringComparer.Ordinal);
        return PoisonUser is { } poison && users.Any(u => u.UserId == poison)
            ? throw new InvalidDataException("An event of the user cannot be read.")
            : [.. users.Select(u => (IReadOnlyList<LogEvent>)[.. events[u.UserId].Where(e => e.Offset > u.AfterOffset).Take(limit)])];
    }

    public Task<bool> ContainsAsync(string userId, long offset, CancellationToken cancellation) =>
        Task.FromResult(events.Exists(e => e.Event?.UserId == userId && e.Offset == offset));

    public Task<IReadOnlyList<PartitionHead>> HeadsAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<PartitionHead>>([new PartitionHead(0, events.Count == 0 ? 0 : events[^1].Offset, 0)]);

    public Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<NewEvent> newEvents, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<long> EraseUserAsync(string userId, CancellationToken cancellation)
    {
        long erased = 0;
        for (int i = 0; i < events.Count; i++)
        {
            if (events[i].Event?.UserId == userId)
            {
                events[i] = events[i] with { Event = null, Prev = 0 };
                erased++;
            }
        }

        return Task.FromResult(erased);
    }

    public Task<long> PruneAsync(PruneRequest request, ISnapshotStore snapshots, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<long> RaiseEpochAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<IReadOnlyList<LogEvent>> Read(Func<LogEvent, bool> matches, int limit)
    {
        Reads++;
        if (Failures > 0)
        {
            Failures--;
            throw new EventLogException("The log cannot be reached.", isTransient: true, outcomeUnknown: false);
        }

        LogEvent[] read = [.. events.Where(matches).Take(limit)];
        await (HasRead?.Invoke() ?? Task.CompletedTask);
        return read;
    }
}
