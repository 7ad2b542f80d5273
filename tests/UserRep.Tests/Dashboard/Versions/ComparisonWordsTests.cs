extern alias Silo;

using Silo::UserRep.Silo.Dashboard.Versions;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Comparisons;
using Xunit;

namespace UserRep.Tests.Dashboard.Versions;

public class ComparisonWordsTests
{
    private static readonly VersionComparison _nothing = new() { Version = new VersionFigures("v1", null, null, null, null, 0) };

    [Fact]
    public void A_share_that_was_achieved_is_a_percentage_of_reads_in_canary_and_of_users_everywhere()
    {
        VersionComparison known = _nothing with { OfUsers = new AchievedShare(9.8, 312), OfReads = new AchievedShare(10.25, 4_000) };

        Assert.Equal("9.8 % of users have an up-to-date vector of it, by 312 who were heard of since", ComparisonWords.Achieved(VersionState.Shadow, known));
        Assert.StartsWith("10.25 % of 4,000 reads that could get it; 9.8 % of users", ComparisonWords.Achieved(VersionState.Canary, known), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_measured_yet_says_so_and_why()
    {
        Assert.Equal(ComparisonWords.Untold, ComparisonWords.Achieved(VersionState.Shadow, null));
        Assert.Contains("not measured yet: none in memory", ComparisonWords.Achieved(VersionState.Shadow, _nothing), StringComparison.Ordinal);
        Assert.StartsWith("of reads not measured yet", ComparisonWords.Achieved(VersionState.Canary, _nothing), StringComparison.Ordinal);
        Assert.Contains("From shadow on", ComparisonWords.NoVectors(Known.Version(VersionState.Validated), _nothing), StringComparison.Ordinal);
        Assert.Contains("none in memory has a vector", ComparisonWords.NoVectors(Known.Version(VersionState.Shadow), _nothing), StringComparison.Ordinal);
        Assert.Contains("it takes 50 users on a silo, and 12", ComparisonWords.Overlap(_nothing with { Users = 12 }), StringComparison.Ordinal);
        Assert.Null(ComparisonWords.NoVectors(Known.Version(VersionState.Shadow), _nothing with { Users = 12 }));
        Assert.Equal(("not measured yet", "1.25", "238 ms"), (ComparisonWords.Time(null), ComparisonWords.Figure(1.25), ComparisonWords.Time(237.568)));
    }
}
