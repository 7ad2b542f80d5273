extern alias Silo;

using Silo::UserRep.Silo.Dashboard.Consumers;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Retirements;
using UserRep.Grains.Versions.Switches;
using Xunit;

namespace UserRep.Tests.Dashboard.Consumers;

public class ConsumerBlocksTests
{
    private static readonly DateTimeOffset _now = DateTimeOffset.UnixEpoch.AddHours(1);

    private static readonly RetirementNeeds _needs = new() { Version = "v0", State = VersionState.RolledBack, Readers = [], Window = TimeSpan.FromMinutes(10), Left = TimeSpan.Zero };

    [Fact]
    public void Who_would_read_a_version_keeps_it_wherever_it_stands() => Assert.Equal(["keeps v0 from being retired"], Of(_needs with { Readers = ["ranker", "mailer"] }));

    [Fact]
    public void Who_has_read_it_lately_keeps_it_for_as_long_as_that_counts() =>
        Assert.Equal(
            ["has read v0 1 min ago and keeps it from being retired for 9 min more"],
            Of(_needs with { LastReaders = [new LastReader("ranker", _now.AddMinutes(-1))], Left = TimeSpan.FromMinutes(9) }));

    [Fact]
    public void Who_does_neither_keeps_nothing()
    {
        Assert.Empty(Of(_needs with { Readers = ["mailer"], LastReaders = [new LastReader("mailer", _now)] }));
        Assert.Empty(Of(_needs with { LastReaders = [new LastReader("ranker", _now.AddMinutes(-10))] }));
    }

    [Fact]
    public void Who_is_late_is_in_the_way_of_a_switch() =>
        Assert.Equal(
            ["late for the switch to v2"],
            ConsumerBlocks.Of("ranker", [], [new SwitchInfo { Id = "s", From = "v1", To = "v2", PreparedAt = DateTimeOffset.UnixEpoch, Late = ["ranker"] }], _now));

    [Fact]
    public void Those_who_are_not_registered_are_told_too()
    {
        Assert.Equal("nobody", ConsumerBlocks.Lately(_needs, _now));
        Assert.Equal("somebody without a name just now, gone 30 s ago", ConsumerBlocks.Lately(_needs with { LastReaders = [new LastReader(string.Empty, _now), new LastReader("gone", _now.AddSeconds(-30))] }, _now));
    }

    [Fact]
    public void It_says_when_a_version_can_be_retired()
    {
        Assert.Equal("now", ConsumerBlocks.When(_needs));
        Assert.Equal("in 30 s, if nobody reads it until then", ConsumerBlocks.When(_needs with { Left = TimeSpan.FromSeconds(30) }));
        Assert.Equal("when nobody would read it any more", ConsumerBlocks.When(_needs with { Readers = ["ranker"] }));
        Assert.Equal("when nobody would read it any more, and nobody has for 10 min", ConsumerBlocks.When(_needs with { Readers = ["ranker"], Left = TimeSpan.FromSeconds(30) }));
    }

    private static IEnumerable<string> Of(RetirementNeeds needs) => ConsumerBlocks.Of("ranker", [needs], [], _now);
}
