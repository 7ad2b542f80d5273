using Microsoft.Extensions.Time.Testing;
using UserRep.Benchmarks.Infrastructure;
using UserRep.Client;
using UserRep.EventLog.Events;
using Xunit;

namespace UserRep.Tests.Benchmarks.Infrastructure;

public sealed class SameEventsTests
{
    private static readonly InfrastructureSize Size = new(Users: 100, Warming: 150, Settling: 200, Events: 5_000, Reads: 1_000);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Everybody_is_there_before_the_work_and_some_come_far_more_often()
    {
        SameEvents events = new(Size, _time);
        Assert.Equal(Size.Users, events.Warming.Take(Size.Users).Select(e => e.UserId).Distinct().Count());
        Assert.Equal((Size.Warming, Size.Settling, Size.Events), (events.Warming.Count, events.Settling.Count, events.Work.Count));
        Assert.Subset(events.Warming.Select(e => e.UserId).ToHashSet(), events.Work.Select(e => e.UserId).ToHashSet());
        int ofTheMostActive = events.Work.CountBy(e => e.UserId).OrderByDescending(user => user.Value).Take(10).Sum(user => user.Value);
        Assert.InRange(ofTheMostActive / (double)Size.Events, 0.28, 0.36);
    }

    [Fact]
    public void The_log_gets_the_same_in_order_of_time()
    {
        SameEvents events = new(Size, _time);
        IReadOnlyList<UserEvent> work = events.Work;
        IReadOnlyList<NewEvent> logged = SameEvents.Logged(work);
        Assert.Equal(work.Select(e => (e.EventId, e.UserId, e.Type, e.ItemId)), logged.Select(e => (e.EventId, e.UserId, e.Type, e.ItemId)));
        Assert.Equal(work.Select(e => e.Timestamp), logged.Select(e => (DateTimeOffset?)DateTimeOffset.FromUnixTimeMilliseconds(e.TimestampMs)));
        Assert.Equal(Enumerable.Range(1, Size.Events - 1).Select(_ => 1L), logged.Zip(logged.Skip(1), (e, next) => next.TimestampMs - e.TimestampMs));
        Assert.Equal(_time.GetUtcNow().ToUnixTimeMilliseconds() - 1, logged[^1].TimestampMs);
        IEnumerable<UserEvent> all = [.. events.Warming, .. events.Settling, .. work];
        Assert.Equal(all.OrderBy(e => e.Timestamp), all);
    }

    [Fact]
    public void An_events_bytes_are_its_texts_in_UTF8_and_its_numbers() =>
        Assert.Equal(40 + 2 + 3 + 4 + 1, EventBytes.Of(new NewEvent { EventId = "e1", UserId = "zé", Type = "like", ItemId = "t", TimestampMs = 1, ReceivedAtMs = 1 }));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_are_sent_once_in_calls_of_their_size(bool isAsTheyCome)
    {
        List<int[]> calls = [];
        Func<IReadOnlyList<int>, Func<int[], Task>, CancellationToken, Task> send = isAsTheyCome ? SameEvents.SendAsTheyComeAsync : SameEvents.SendAsync;
        await send(
            [.. Enumerable.Range(0, 250)],
            part =>
            {
                lock (calls)
                {
                    calls.Add(part);
                }

                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);
        Assert.Equal([50, SameEvents.Call, SameEvents.Call], calls.Select(call => call.Length).Order());
        Assert.Equal(Enumerable.Range(0, 250), calls.SelectMany(call => call).Order());
    }
}
