using UserRep.Grains.Encoding;
using UserRep.Grains.Versions.Comparisons;
using UserRep.Grains.Versions.Rollouts.Measures;
using UserRep.Tests.Grains.Versions.Rollouts.Measures;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Comparisons;

/// <summary>What is made of what the silos report of two versions.</summary>
public class VersionComparisonsTests
{
    private const int Users = 60;
    private const int Dimension = 8;

    private static readonly float[] _current = VectorFakes.Normal(Users, Dimension, 1);

    private static readonly VersionReport _report = new(
        VersionCounts.None with { Encodes = Encodes(200, 40), ReferenceEncodes = Encodes(500, 10), ShareReads = 400, ShareCanaryReads = 39, RoutedReads = 1_000, CanaryReads = 39 },
        new SurveyReport
        {
            Seen = 1_000,
            Drawn = 100,
            Users = 80,
            Covered = 60,
            Vectors = VectorSums.Of([.. _current.Select(number => 2 * number)], Dimension),
            ReferenceVectors = VectorSums.Of(_current, Dimension),
            Overlaps = 45,
            OverlapUsers = Users,
        });

    [Fact]
    public void Both_versions_have_the_same_figures_of_the_same_users()
    {
        VersionComparison comparison = VersionComparisons.Of("v2", "v1", _report);

        Assert.Equal(("v2", "v1", Users), (comparison.Version.Version, comparison.Reference!.Version, comparison.Users));
        Assert.Equal(2 * comparison.Reference.Norm!.Value, comparison.Version.Norm!.Value, 1e-6);
        Assert.Equal(2 * comparison.Reference.Spread!.Value, comparison.Version.Spread!.Value, 1e-6);
        Assert.Equal((1, 1), (comparison.Version.Living, comparison.Reference.Living));
        Assert.Equal((0.75, Users), (comparison.NeighbourOverlap, comparison.OverlapUsers));
        Assert.Equal((200, 500), (comparison.Version.Encodes, comparison.Reference.Encodes));
        Assert.True(comparison.Version.EncodeP99Ms > 2 * comparison.Reference.EncodeP99Ms);
    }

    [Fact]
    public void A_share_is_what_it_came_to_and_not_how_far_off_it_is()
    {
        VersionComparison comparison = VersionComparisons.Of("v2", "v1", _report);

        // A tenth is drawn, and three in four of those who were heard of have their vector.
        Assert.Equal(new AchievedShare(7.5, 80), comparison.OfUsers);

        // Of the reads since the share is what it is: those before do not speak of it.
        Assert.Equal(new AchievedShare(9.75, 400), comparison.OfReads);
    }

    [Fact]
    public void What_is_not_measured_is_none()
    {
        VersionComparison comparison = VersionComparisons.Of("v2", "v1", new VersionReport(VersionCounts.None, SurveyReport.None));

        Assert.Equal(new VersionFigures("v2", null, null, null, null, 0), comparison.Version);
        Assert.Equal(new VersionFigures("v1", null, null, null, null, 0), comparison.Reference);
        Assert.Equal((null, null, null), (comparison.NeighbourOverlap, comparison.OfUsers, comparison.OfReads));
    }

    [Fact]
    public void A_version_that_is_held_against_none_has_its_own_figures()
    {
        VersionComparison comparison = VersionComparisons.Of("v1", null, _report);

        Assert.Null(comparison.Reference);
        Assert.NotNull(comparison.Version.Norm);
        Assert.Equal((null, 0L), (comparison.NeighbourOverlap, comparison.OverlapUsers));
    }

    private static EncodeReport Encodes(int count, int milliseconds)
    {
        long[] latencies = new long[LatencyBuckets.Count];
        latencies[LatencyBuckets.Of(milliseconds * 1_000)] = count;
        return new EncodeReport(count, 0, 0, latencies);
    }
}
