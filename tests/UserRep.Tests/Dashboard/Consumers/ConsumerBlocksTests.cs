extern alias Silo;

using Silo::UserRep.Silo.Dashboard.Consumers;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Consumers;
using UserRep.Grains.Versions.Switches;
using UserRep.Tests.Dashboard.Versions;
using Xunit;

namespace UserRep.Tests.Dashboard.Consumers;

public class ConsumerBlocksTests
{
    private static readonly ConsumerStatus _ranker = new()
    {
        Consumer = new ConsumerInfo { Name = "ranker", Accepts = ["v0"] },
        IsLive = true,
        Reads = "v0",
        Retired = [],
        ReadCounts = new Dictionary<string, long>(),
    };

    private static readonly VersionSummary[] _versions = [Known.Version(VersionState.Draining, "v0"), Known.Version(VersionState.Current, "v1")];

    [Fact]
    public void Who_reads_what_drains_keeps_it() => Assert.Equal(["keeps v0 from being retired"], ConsumerBlocks.Of(_ranker, _versions, []));

    [Fact]
    public void Whose_lease_has_run_out_keeps_nothing() => Assert.Empty(ConsumerBlocks.Of(_ranker with { IsLive = false }, _versions, []));

    [Fact]
    public void Who_is_late_is_in_the_way_of_a_switch() =>
        Assert.Equal(
            ["late for the switch to v2"],
            ConsumerBlocks.Of(_ranker, [], [new SwitchInfo { Id = "s", From = "v1", To = "v2", PreparedAt = DateTimeOffset.UnixEpoch, Late = ["ranker"] }]));
}
