using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Service;
using UserRep.Client;
using UserRep.EventLog.Events;

namespace UserRep.Benchmarks.Infrastructure;

/// <summary>
/// The events that both ways take in, made before anything is measured: those that warm up, one of each user first, so that everybody is there before the
/// work begins, then those that settle, and those of the work.
/// </summary>
internal sealed class SameEvents
{
    /// <summary>How many go into one call.</summary>
    public const int Call = 100;

    /// <summary>How many calls are under way at once.</summary>
    public const int Callers = 8;

    /// <param name="size">How many.</param>
    /// <param name="time">They have just happened, a millisecond apart.</param>
    public SameEvents(InfrastructureSize size, TimeProvider time)
    {
        Random random = new(11);
        DateTimeOffset first = time.GetUtcNow() - TimeSpan.FromMilliseconds(size.Warming + size.Settling + size.Events);
        Warming = [.. Enumerable.Range(0, size.Warming).Select(i => Event(i) with { UserId = i < size.Users ? Load.User(i) : size.User(random) })];
        Settling = Anybodys(size.Warming, size.Settling);
        Work = Anybodys(size.Warming + size.Settling, size.Events);

        IReadOnlyList<UserEvent> Anybodys(int from, int count) => [.. Enumerable.Range(from, count).Select(i => Event(i) with { UserId = size.User(random) })];

        UserEvent Event(int i) => Load.Event(random) with { Timestamp = first + TimeSpan.FromMilliseconds(i) };
    }

    public IReadOnlyList<UserEvent> Warming { get; }

    public IReadOnlyList<UserEvent> Settling { get; }

    public IReadOnlyList<UserEvent> Work { get; }

    /// <summary>Gets the bytes of the work's events in the log.</summary>
    public long WorkBytes => Logged(Work).Sum(EventBytes.Of);

    /// <summary>The same events as the log takes them.</summary>
    public static IReadOnlyList<NewEvent> Logged(IReadOnlyList<UserEvent> events) => [.. events.Select(Logged)];

    /// <summary>Hands events over by callers at once, call by call.</summary>
    public static Task SendAsync<T>(IReadOnlyList<T> events, Func<T[], Task> call, CancellationToken cancellation) => Parallel.ForEachAsync(
        events.Chunk(Call), new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellation }, async (part, _) => await call(part));

    /// <summary>Hands events over as they come: so many a second, whether those before are taken in or not.</summary>
    public static Task SendAsTheyComeAsync<T>(IReadOnlyList<T> events, Func<T[], Task> call, CancellationToken cancellation)
    {
        Queue<T[]> calls = new(events.Chunk(Call));
        OpenLoopSchedule schedule = new((double)InfrastructureSize.EventsPerSecond / Call, TimeSpan.Zero, TimeSpan.FromSeconds((double)events.Count / InfrastructureSize.EventsPerSecond));
        return new OpenLoop(schedule, TimeProvider.System).RunAsync(() => call(calls.Dequeue()), cancellation);
    }

    /// <summary>Has those that settle taken in, and then nothing until all is at rest; where there are none, neither.</summary>
    public async Task SettleAsync(Func<Task> takeIn, ProcessorMeter meter, CancellationToken cancellation)
    {
        if (Settling.Count > 0)
        {
            await takeIn();
            await meter.RestAsync(cancellation);
        }
    }

    private static NewEvent Logged(UserEvent e)
    {
        long atMs = e.Timestamp!.Value.ToUnixTimeMilliseconds();
        return new NewEvent { EventId = e.EventId, UserId = e.UserId, Type = e.Type, ItemId = e.ItemId, TimestampMs = atMs, ReceivedAtMs = atMs };
    }
}
