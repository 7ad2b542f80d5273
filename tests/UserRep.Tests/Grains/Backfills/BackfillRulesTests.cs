using UserRep.Grains.Backfills;
using UserRep.Grains.Errors;
using UserRep.Grains.Versions;
using UserRep.Tests.Grains.Versions;
using Xunit;

namespace UserRep.Tests.Grains.Backfills;

public sealed class BackfillRulesTests
{
    [Theory]
    [InlineData(VersionState.Registered, false)]
    [InlineData(VersionState.Validated, true)]
    [InlineData(VersionState.Shadow, true)]
    [InlineData(VersionState.Canary, true)]
    [InlineData(VersionState.Current, true)]
    [InlineData(VersionState.Draining, true)]
    [InlineData(VersionState.RolledBack, true)]
    [InlineData(VersionState.Failed, false)]
    [InlineData(VersionState.Retired, false)]
    public void One_begins_for_versions_that_are_served(VersionState state, bool isServed)
    {
        CatalogState catalog = Catalogs.Of($"one:{state}");

        Assert.Equal(isServed, BackfillRules.IsServed(catalog, "features"));
        if (isServed)
        {
            BackfillRules.RequireServed(catalog, "one");
        }
        else
        {
            UserRepException refused = Assert.Throws<UserRepException>(() => BackfillRules.RequireServed(catalog, "one"));
            Assert.Equal(ServiceError.Conflict, refused.Error);
            Assert.Contains(state.Name(), refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_space_is_served_while_some_version_of_it_is_and_what_nobody_knows_is_refused()
    {
        Assert.True(BackfillRules.IsServed(Catalogs.Of("one:Retired", "two:Shadow"), "features"));
        Assert.False(BackfillRules.IsServed(Catalogs.Of("one:Current"), "others"));
        Assert.Equal(ServiceError.VersionNotFound, Assert.Throws<UserRepException>(() => BackfillRules.RequireServed(Catalogs.Of("one:Current"), "two")).Error);
    }
}
