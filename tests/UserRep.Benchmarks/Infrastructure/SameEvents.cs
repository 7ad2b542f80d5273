using UserRep.Benchmarks.Service;
using UserRep.Client;
using UserRep.EventLog.Events;

namespace UserRep.Benchmarks.Infrastructure;

/// <summary>
/// The events that both ways take in, made before anything is measured: those that warm up, one of each user first, so that everybody is there before the
/// work begins, and those of the work.
/// </summary>
internal sealed class SameEvents
{
    /// <summary>How many go into one call.</summary>
    public const int Call = 100;

    /// <summary>How many calls are under way at once.</summary>
    public const int Callers = 8;

    private const long Start = 1_700_000_000_000;

    public SameEvents(InfrastructureSize size)
    {
        Random random = new(11);
        Warming = [.. Enumerable.Range(0, size.Warming).Select(i => Load.Event(random) with { UserId = i < size.Users ? Load.User(i) : size.User(random) })];
        Work = [.. Enumerable.Range(0, size.Events).Select(_ => Load.Event(random) with { UserId = size.User(random) })];
    }

    public IReadOnlyList<UserEvent> Warming { get; }

    public IReadOnlyList<UserEvent> Work { get; }

    /// <summary>Gets the bytes of the work's events in the log.</summary>
    public long WorkBytes => Logged(Work).Sum(EventBytes.Of);

    /// <summary>The same events as the log takes them, a millisecond apart.</summary>
    public static IReadOnlyList<NewEvent> Logged(IReadOnlyList<UserEvent> events) =>
    [
        .. events.Select((e, i) => new NewEvent
        {
            EventId = e.EventId, UserId = e.UserId, Type = e.Type, ItemId = e.ItemId, TimestampMs = Start + i, ReceivedAtMs = Start + i,
        }),
    ];

    /// <summary>Hands events over by callers at once, call by call.</summary>
    public static Task SendAsync<T>(IReadOnlyList<T> events, Func<T[], Task> call, CancellationToken cancellation) => Parallel.ForEachAsync(
        events.Chunk(Call), new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellation }, async (part, _) => await call(part));
}
