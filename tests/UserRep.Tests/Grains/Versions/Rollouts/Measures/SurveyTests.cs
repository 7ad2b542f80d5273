using UserRep.Grains.Embeddings;
using UserRep.Grains.Encoding;
using UserRep.Grains.Versions.Rollouts.Gates;
using UserRep.Grains.Versions.Rollouts.Measures;
using UserRep.Grains.Versions.Routing;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Rollouts.Measures;

/// <summary>What a look at the table says of versions that are well and of those that are not.</summary>
public sealed class SurveyTests
{
    private const int Users = 200;
    private const int Dimension = 8;
    private const long Since = 1_000;
    private const long Until = 2_000;

    private readonly EmbeddingTable _table = new();
    private readonly float[] _current = VectorFakes.Normal(Users, Dimension, 1);

    [Fact]
    public void A_good_version_is_like_the_current_one()
    {
        VersionReport report = Report(VectorFakes.Turned(_current, Users, 0.2f, 2));

        Assert.Equal((Users, Users), (report.Survey.Users, report.Survey.Covered));
        Assert.InRange(Value("normRatio", report), 1, 1.5);
        Assert.Equal(1, Value("spread", report));
        Assert.InRange(Value("neighbourOverlap", report), 0.5, 1);
        Assert.Equal(1, Value("coverage", report));
    }

    [Fact]
    public void One_that_says_the_same_of_everybody_has_collapsed()
    {
        VersionReport report = Report([.. Enumerable.Repeat(0.7f, Users * Dimension)]);

        Assert.Equal(0, Value("spread", report));
        Assert.InRange(Value("neighbourOverlap", report), 0, 0.1);
    }

    [Fact]
    public void Half_the_dimensions_dead_is_half_the_spread()
    {
        float[] half = [.. _current.Select((number, i) => i % 2 == 0 ? number : 0.3f + (number * 0.01f))];

        Assert.Equal(0.5, Value("spread", Report(half)));
    }

    [Fact]
    public void Held_against_vectors_that_are_all_the_same_there_is_no_figure()
    {
        Array.Fill(_current, 0.5f);
        Measure spread = RolloutMetrics.Find("spread")!.Read(Report(VectorFakes.Normal(Users, Dimension, 1)), 100);

        Assert.Equal((null, Users), (spread.Value, spread.Samples));
        Assert.NotNull(spread.Note);
    }

    [Fact]
    public void Vectors_that_are_missing_or_behind_are_not_covered_and_the_young_and_the_old_do_not_count()
    {
        Write("v1", "fine", 5, 1_500);
        Write("v2", "fine", 5, 1_501);
        Write("v1", "behind", 5, 1_500);
        Write("v2", "behind", 4, 1_400);
        Write("v1", "missing", 5, 1_500);
        Write("v1", "under way", 6, 2_001);
        Write("v1", "before", 5, 999);
        Write("v1", "cold", 0, 1_500);
        Write("v2", "never current", 5, 1_500);

        SurveyReport report = Look(UserShare.All);

        Assert.Equal((3, 1, 1), (report.Users, report.Covered, report.Vectors.Count));
    }

    [Fact]
    public void Only_users_in_the_share_are_looked_at()
    {
        Report(_current);
        UserShare share = new("v2", 30);

        int drawn = Enumerable.Range(0, Users).Count(u => share.Has($"{u}"));
        SurveyReport report = Look(share);

        Assert.Equal((drawn, drawn, Users), (report.Users, report.Drawn, report.Seen));
    }

    [Fact]
    public void More_users_than_are_compared_all_count_as_covered()
    {
        float[] vector = new float[Dimension];
        for (int u = 0; u < 3 * Survey.SampleSize; u++)
        {
            Write("v1", $"{u}", 1, 1_500);
            Write("v2", $"{u}", 1, 1_500);
        }

        SurveyReport report = Look(UserShare.All);

        Assert.Equal((3 * Survey.SampleSize, Survey.SampleSize, Survey.SampleSize), (report.Covered, report.Vectors.Count, report.OverlapUsers));
    }

    [Fact]
    public void Two_silos_are_summed_and_each_counts_from_its_own_beginning()
    {
        VersionCounts one = Counts("one", 100, 3);
        VersionCounts restarted = Counts("three", 40, 1);
        VersionCounts[] baseline = [Counts("one", 90, 2), Counts("two", 500, 9)];

        VersionReport sum = VersionReport.Sum([new(one, SurveyReport.None), new(restarted, SurveyReport.None)], baseline);

        Assert.Equal((50, 2), (sum.Counts.Encodes.Encodes, sum.Counts.Encodes.Errors));
    }

    [Fact]
    public void The_sums_of_two_halves_are_those_of_the_whole()
    {
        VectorSums whole = VectorSums.Of(_current, Dimension);
        VectorSums halves = VectorSums.Of(_current.AsSpan(0, 80 * Dimension), Dimension).Plus(VectorSums.Of(_current.AsSpan(80 * Dimension), Dimension)).Plus(VectorSums.None);

        Assert.Equal(whole.Count, halves.Count);
        Assert.Equal(whole.MeanNorm, halves.MeanNorm, 1e-9);
        Assert.All(whole.Spreads().Zip(halves.Spreads()), s => Assert.Equal(s.First, s.Second, 1e-9));
        Assert.All(whole.Spreads(), spread => Assert.InRange(spread, 0.8, 1.2));
    }

    private static VersionCounts Counts(string life, long encodes, long errors) => new() { Life = life, Encodes = EncodeReport.None with { Encodes = encodes, Errors = errors } };

    private static double Value(string metric, VersionReport report) => RolloutMetrics.Find(metric)!.Read(report, 100).Value!.Value;

    private VersionReport Report(float[] candidate)
    {
        for (int u = 0; u < Users; u++)
        {
            _table.Write($"{u}", "v1", _current.AsSpan(u * Dimension, Dimension), 1, 1_500);
            _table.Write($"{u}", "v2", candidate.AsSpan(u * Dimension, Dimension), 1, 1_500);
        }

        return new VersionReport(VersionCounts.None, Look(UserShare.All));
    }

    private void Write(string version, string user, long position, long asOfMs) => _table.Write(user, version, new float[Dimension], position, asOfMs);

    private SurveyReport Look(UserShare share) => new Survey(("v2", Dimension), ("v1", Dimension), share, Since, Until).Take(_table);
}
