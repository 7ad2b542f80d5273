extern alias Silo;

using Silo::UserRep.Silo.Dashboard.Cluster;
using UserRep.Grains.Vitals;
using UserRep.Tests.Dashboard.Feed;
using Xunit;

namespace UserRep.Tests.Dashboard.Cluster;

public class ProcessorUseTests
{
    private readonly ProcessorUse _use = new();

    [Fact]
    public void It_is_between_two_looks_and_since_the_start_before_that()
    {
        SiloVitals silo = Counted.Silo("a", 0, []) with { ProcessorSeconds = 20 };
        DateTimeOffset at = DateTimeOffset.UnixEpoch.AddSeconds(100);

        _use.Take(Counted.Cluster(silo), at);
        double sinceStart = _use.Of(silo, at);
        _use.Take(Counted.Cluster(silo with { ProcessorSeconds = 23 }), at.AddSeconds(2));

        Assert.Equal((0.2, 1.5), (sinceStart, _use.Of(silo, at.AddSeconds(2))));
    }

    [Fact]
    public void A_silo_that_starts_again_is_not_held_against_its_last_life()
    {
        _use.Take(Counted.Cluster(Counted.Silo("a", 0, []) with { ProcessorSeconds = 90 }), DateTimeOffset.UnixEpoch.AddSeconds(100));
        SiloVitals again = Counted.Silo("a", 101_000, []) with { ProcessorSeconds = 2 };

        _use.Take(Counted.Cluster(again), DateTimeOffset.UnixEpoch.AddSeconds(105));

        Assert.Equal(0.5, _use.Of(again, DateTimeOffset.UnixEpoch.AddSeconds(105)));
    }
}
