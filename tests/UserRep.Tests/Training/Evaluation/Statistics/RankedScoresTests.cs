using CsCheck;
using UserRep.Training.Evaluation.Statistics;
using Xunit;

namespace UserRep.Tests.Training.Evaluation.Statistics;

public class RankedScoresTests
{
    private const int Users = 5;

    // Few distinct scores, so that most cases have ties.
    private static readonly Gen<(int Score, bool Positive, int User)[]> Answers =
        Gen.Select(Gen.Int[0, 6], Gen.Bool, Gen.Int[0, Users - 1]).Array[1, 60];

    [Fact]
    public void The_area_is_that_of_all_pairs_counted_by_weight() => Gen.Select(Answers, Gen.Int[0, 3].Array[Users]).Sample((answers, weights) =>
    {
        RankedScores ranked = new([.. answers.Select(a => (float)a.Score)], [.. answers.Select(a => a.Positive)], [.. answers.Select(a => a.User)]);
        double expected = AllPairs(answers, weights);
        double actual = ranked.Auc(weights);
        return double.IsNaN(expected) ? double.IsNaN(actual) : Math.Abs(expected - actual) < 1e-12;
    });

    [Fact]
    public void Users_are_those_with_an_answer() =>
        Assert.Equal([2, 7], new RankedScores([3f, 1f, 2f], [true, false, true], [7, 2, 7]).Users());

    private static double AllPairs((int Score, bool Positive, int User)[] answers, int[] weights)
    {
        (double area, double pairs) = (0, 0);
        foreach (var positive in answers.Where(a => a.Positive))
        {
            foreach (var negative in answers.Where(a => !a.Positive))
            {
                double weight = weights[positive.User] * weights[negative.User];
                pairs += weight;
                area += weight * (positive.Score > negative.Score ? 1 : positive.Score == negative.Score ? 0.5 : 0);
            }
        }

        return area / pairs;
    }
}
