using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Consumers;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Consumers;

public class ConsumerRoutesTests
{
    private static readonly CatalogState _catalog = Catalogs.Of("d1:Draining", "d2:Draining", "cur:Current", "can:Canary:10", "val:Validated", "sha:Shadow:10", "rol:RolledBack", "ret:Retired");

    /// <summary>The truth table: what a consumer accepts, what it gets outside of the canary, and in it.</summary>
    [Theory]
    [InlineData("cur", "cur", null)]
    [InlineData("can", null, "can")]
    [InlineData("can cur", "cur", "can")]
    [InlineData("cur can", "cur", "can")]
    [InlineData("d1 cur", "cur", null)]
    [InlineData("d1 d2", "d1", null)]
    [InlineData("d2 d1", "d2", null)]
    [InlineData("d1 can", "d1", "can")]
    [InlineData("val", null, null)]
    [InlineData("sha", null, null)]
    [InlineData("rol", null, null)]
    [InlineData("ret", null, null)]
    [InlineData("ret val d2", "d2", null)]
    public void The_plan_picks_among_what_a_consumer_accepts(string accepts, string? stable, string? canary)
    {
        ConsumerInfo consumer = new() { Name = "c", Accepts = accepts.Split(' ') };
        Assert.Equal((stable, canary), (ConsumerRoutes.Stable(_catalog, consumer), ConsumerRoutes.InCanary(_catalog, consumer)));
    }

    [Fact]
    public void A_pin_goes_before_the_plan_and_keeps_out_of_the_canary()
    {
        ConsumerInfo consumer = new() { Name = "c", Accepts = ["cur", "can", "d1"], Pin = "d1" };
        Assert.Equal(("d1", null), (ConsumerRoutes.Stable(_catalog, consumer), ConsumerRoutes.InCanary(_catalog, consumer)));
    }

    [Fact]
    public void Nobody_is_routed_to_a_version_that_a_switch_has_closed()
    {
        CatalogState closed = _catalog.Replace(_catalog.Find("d1")! with { IsClosed = true });
        Assert.Equal("d2", ConsumerRoutes.Stable(closed, new ConsumerInfo { Name = "c", Accepts = ["d1", "d2"] }));
        Assert.Null(ConsumerRoutes.Stable(closed, new ConsumerInfo { Name = "c", Accepts = ["d1"] }));
    }
}
