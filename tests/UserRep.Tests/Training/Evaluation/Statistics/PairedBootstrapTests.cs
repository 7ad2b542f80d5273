using UserRep.Training.Evaluation.Statistics;
using Xunit;

namespace UserRep.Tests.Training.Evaluation.Statistics;

public class PairedBootstrapTests
{
    // P(N(1, 1) > N(0, 1)) = Φ(1 / √2).
    private const double TrueAuc = 0.760250;

    private static readonly BootstrapOptions Options = new();

    [Fact]
    public void The_interval_covers_the_truth_about_as_often_as_it_says()
    {
        int covered = Enumerable.Range(0, 100).Count(world =>
        {
            Interval auc = Run(new Worlds(120, 6, world).Draw(1, 1, 0, 1.0), Options).Of("m0");
            return auc.Low <= TrueAuc && TrueAuc <= auc.High;
        });
        Assert.InRange(covered, 88, 100);
    }

    [Fact]
    public void Pairing_makes_the_interval_of_a_gain_narrower()
    {
        ScoreGrid[] methods = new Worlds(200, 6, 1).Draw(1, 1, 0.2, 1.0, 0.9);
        Interval paired = Run(methods, Options).Gain("m0", "m1");
        double[] separate = [.. methods.Select((m, i) => Run([m], new BootstrapOptions { Seed = i + 1 }).Of(m.Name)).Select(a => (a.High - a.Low) / a.Value)];
        double unpaired = 100 * Math.Sqrt(separate.Sum(w => w * w));
        Assert.True(paired.High - paired.Low < 0.6 * unpaired, $"{paired.High - paired.Low} against {unpaired}");
    }

    [Fact]
    public void Seeds_that_disagree_widen_the_interval()
    {
        RankedScores good = new([2f, 1f, 2f, 1f], [true, false, true, false], [0, 0, 1, 1]);
        RankedScores bad = new([1f, 2f, 1f, 2f], [true, false, true, false], [0, 0, 1, 1]);
        Interval agree = Run([new ScoreGrid("m", [[good, good]])], Options).Of("m");
        Interval disagree = Run([new ScoreGrid("m", [[good, bad]])], Options).Of("m");
        Assert.Equal(new Interval(1, 1, 1), agree);
        Assert.Equal(new Interval(0.5, 0, 1), disagree);
    }

    [Fact]
    public void Methods_share_the_draw_of_users_and_of_head_seeds()
    {
        ScoreGrid[] methods = new Worlds(60, 4, 2).Draw(2, 5, 0.5, 1.0);
        Interval gain = Run([methods[0], Renamed(methods[0], 2, 5)], Options).Gain("m0", "twin");
        Assert.Equal(new Interval(0, 0, 0), gain);
    }

    [Fact]
    public void The_same_seed_gives_the_same_interval()
    {
        ScoreGrid[] methods = new Worlds(60, 4, 3).Draw(3, 5, 0.5, 1.0, 0.5);
        Assert.Equal(Run(methods, Options).Gain("m0", "m1"), Run(methods, Options).Gain("m0", "m1"));
    }

    [Fact]
    public void A_grid_with_holes_is_refused()
    {
        RankedScores scores = new([1f], [true], [0]);
        Assert.Throws<ArgumentException>(() => new ScoreGrid("m", [[scores, scores], [scores]]));
    }

    private static PairedReplicates Run(IReadOnlyList<ScoreGrid> grids, BootstrapOptions options) =>
        PairedBootstrap.Run(grids, options, TestContext.Current.CancellationToken);

    private static ScoreGrid Renamed(ScoreGrid grid, int encoderSeeds, int headSeeds) =>
        new("twin", [.. Enumerable.Range(0, encoderSeeds).Select(e => Enumerable.Range(0, headSeeds).Select(h => grid[e, h]).ToArray())]);
}
