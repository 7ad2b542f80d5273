using UserRep.Grains.Errors;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Consumers;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Consumers;

public class ConsumerRulesTests
{
    private static readonly CatalogState _catalog = Catalogs.Of("v1:Current", "old:Retired");

    [Fact]
    public void Every_mistake_is_named_at_once()
    {
        string message = Refused(new ConsumerInfo { Name = " ", Accepts = ["v1", "v1", "v7"], Pin = "old", Lease = TimeSpan.Zero });
        foreach (string part in (string[])["name: \" \"", "\"v7\" is no version that was ever registered. Those there are: v1, old.", "a version stands there twice", "pin: \"old\" is not among", "leaseSeconds: 0"])
        {
            Assert.Contains(part, message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void One_that_accepts_nothing_is_refused() => Assert.StartsWith("accepts: there are 0.", Refused(new ConsumerInfo { Name = "c", Accepts = [] }), StringComparison.Ordinal);

    [Fact]
    public void A_retired_version_is_kept_for_it_was_registered_once() =>
        Assert.Equal(["old", "v1"], ConsumerRules.Register(_catalog, new ConsumerInfo { Name = "c", Accepts = ["old", "v1"] }, "test", Catalogs.Start).FindConsumer("c")!.Accepts);

    [Fact]
    public void The_same_again_changes_nothing_and_something_else_is_in_the_history()
    {
        ConsumerInfo consumer = new() { Name = "c", Accepts = ["v1"], Lease = TimeSpan.FromMinutes(1) };
        CatalogState once = ConsumerRules.Register(_catalog, consumer, "ann", Catalogs.Start);
        Assert.Same(once, ConsumerRules.Register(once, consumer with { Accepts = ["v1"] }, "bob", Catalogs.Start.AddDays(1)));

        CatalogState pinned = ConsumerRules.Register(once, consumer with { Pin = "v1" }, "bob", Catalogs.Start);
        CatalogState removed = ConsumerRules.Remove(pinned, "c", "cy", Catalogs.Start);
        Assert.Equal([("ann", "consumer", "accepts v1"), ("bob", "consumer", "accepts v1; pinned to v1"), ("cy", "consumerRemoved", null)], removed.Recent.Select(e => (e.Actor, e.Action, e.Reason)));
        Assert.Equal(ServiceError.ConsumerNotFound, Assert.Throws<UserRepException>(() => ConsumerRules.Remove(removed, "c", "cy", Catalogs.Start)).Error);
    }

    private static string Refused(ConsumerInfo consumer)
    {
        UserRepException refused = Assert.Throws<UserRepException>(() => ConsumerRules.Register(_catalog, consumer, "test", Catalogs.Start));
        Assert.Equal(ServiceError.Invalid, refused.Error);
        return refused.Message;
    }
}
