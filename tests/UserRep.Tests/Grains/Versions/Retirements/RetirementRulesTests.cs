using UserRep.Grains.Errors;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Retirements;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Retirements;

/// <summary>What is shown to keep a version is what keeps it.</summary>
public class RetirementRulesTests
{
    private static readonly DateTimeOffset _now = Catalogs.Start.AddMinutes(11);

    [Fact]
    public void All_that_could_be_retired_are_there_with_who_would_read_them()
    {
        CatalogState catalog = Catalogs.Of("new:Current", "next:Canary:10", "old:Draining", "back:RolledBack", "bad:Failed", "raw:Registered", "gone:Retired", "fine:Validated")
            .With("ranker", "old").With("mailer", "new", "old").With("idle", "old").With("pinned", "back");
        catalog = catalog with { Consumers = [.. catalog.Consumers.Select(c => c.Name == "pinned" ? c with { Pin = "back" } : c)] };

        RetirementNeeds[] all = [.. RetirementRules.All(catalog, Catalogs.Evidence(Catalogs.Start, c => c.Name != "idle", ("bad", _now.AddMinutes(-1))), _now)];

        Assert.Equal(["old: ranker", "back: pinned", "bad: ", "raw: "], all.Select(n => $"{n.Version}: {string.Join(", ", n.Readers)}"));
        Assert.Equal([false, false, true, false], all.Select(n => n.Left > TimeSpan.Zero));
    }

    [Fact]
    public void What_it_says_is_missing_is_why_it_is_refused()
    {
        CatalogState catalog = Catalogs.Of("new:Current", "old:Draining").With("ranker", "old");
        ReadEvidence evidence = Catalogs.Evidence(Catalogs.Start, null, ("old", _now.AddSeconds(-30)));
        RetirementNeeds needs = Assert.Single(RetirementRules.All(catalog, evidence, _now));

        UserRepException refused = Assert.Throws<UserRepException>(() => VersionLifecycle.Apply(catalog, Catalogs.Change("old", VersionAction.Retire), evidence, _now));

        Assert.Equal(2, needs.Missing().Count());
        Assert.EndsWith(string.Join(' ', needs.Missing()), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_of_which_nothing_is_missing_can_be_retired()
    {
        CatalogState catalog = Catalogs.Of("new:Current", "old:Draining").With("mailer", "new", "old");
        RetirementNeeds needs = Assert.Single(RetirementRules.All(catalog, Catalogs.Quiet, _now));

        Assert.Empty(needs.Missing());
        VersionLifecycle.Apply(catalog, Catalogs.Change("old", VersionAction.Retire), Catalogs.Quiet, _now);
    }
}
