using UserRep.EventLog.Events;
using UserRep.Grains.Intake;
using UserRep.Grains.Versions;
using Xunit;

namespace UserRep.Tests.Grains.Intake;

public class EventChecksTests
{
    private const long NowMs = 1_800_000_000_000;

    private static readonly IncomingEvent _good = new() { EventId = "e", UserId = "ann", Type = "listen", ItemId = "track-1" };

    [Fact]
    public void What_is_missing_gets_its_default()
    {
        NewEvent e = Assert.Single(Check(_good));

        Assert.Equal((NowMs, NowMs, 1f), (e.TimestampMs, e.ReceivedAtMs, e.Value));
        Assert.Null(e.Attributes);
    }

    [Fact]
    public void Every_mistake_of_every_event_is_named()
    {
        EventsRejectedException error = Assert.Throws<EventsRejectedException>(() => Check(
            _good,
            new IncomingEvent(),
            _good with { UserId = new string('x', 257), Value = double.NaN, TimestampMs = NowMs + 600_000 },
            _good with { ItemId = "a\0b", Type = "\ud800" }));

        Assert.Equal(
            ["1 eventId", "1 userId", "1 type", "2 userId", "2 timestamp", "2 value", "3 type", "3 itemId"],
            error.Mistakes.Select(m => $"{m.Index} {m.Field}"));
        Assert.All(error.Mistakes, m => Assert.False(string.IsNullOrEmpty(m.Remedy)));
    }

    [Theory]
    [InlineData(5 * 60_000, true)]
    [InlineData((5 * 60_000) + 1, false)]
    [InlineData(-20L * 365 * 86_400_000, true)]
    public void Five_minutes_ahead_are_forgiven_and_any_age_is(long offsetMs, bool accepted)
    {
        IncomingEvent e = _good with { TimestampMs = NowMs + offsetMs };

        Assert.Equal(accepted, Record.Exception(() => Check(e)) is null);
    }

    [Fact]
    public void Too_many_and_none_are_refused()
    {
        Assert.Throws<EventsRejectedException>(() => Check());
        Assert.Throws<EventsRejectedException>(() => Check([.. Enumerable.Repeat(_good, 1_001)]));
    }

    private static NewEvent[] Check(params IncomingEvent[] events) => new EventChecks(ServingPlan.Empty, new IntakeOptions(), NowMs).Check(events);
}
