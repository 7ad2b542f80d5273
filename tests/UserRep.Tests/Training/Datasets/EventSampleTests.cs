using UserRep.Tests.Training.Train;
using UserRep.Training.Datasets;
using Xunit;

namespace UserRep.Tests.Training.Datasets;

public sealed class EventSampleTests(SimulatedSet set) : IClassFixture<SimulatedSet>
{
    [Fact]
    public void A_sample_holds_no_later_event_and_about_the_share_of_users()
    {
        EventTable all = EventTable.LoadSample(set.Open, new EventSample(set.UntilMs), cancellation: TestContext.Current.CancellationToken);
        EventTable half = EventTable.LoadSample(set.Open, new EventSample(set.UntilMs, UserShare: 0.5), cancellation: TestContext.Current.CancellationToken);

        Assert.True(all.TimesMs.Max() <= set.UntilMs);
        Assert.Equal(EventTimes.CountUntil(set.Open, set.UntilMs, CancellationToken.None), all.EventCount);
        Assert.InRange(half.UserCount, all.UserCount * 0.35, all.UserCount * 0.65);
        Assert.Empty(half.UserIds.Except(all.UserIds));
    }

    [Fact]
    public void A_share_of_the_events_is_the_moment_by_which_they_have_happened() =>
        Assert.InRange(EventTimes.CountUntil(set.Open, set.UntilMs, CancellationToken.None) / (double)set.Open.Info.Events, 0.59, 0.62);
}
