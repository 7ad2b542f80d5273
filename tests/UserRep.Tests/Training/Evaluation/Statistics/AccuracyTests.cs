using CsCheck;
using UserRep.Training.Evaluation.Statistics;
using Xunit;

namespace UserRep.Tests.Training.Evaluation.Statistics;

public class AccuracyTests
{
    [Fact]
    public void No_threshold_is_better_than_the_chosen_one() => Gen.Select(Gen.Int[0, 8], Gen.Bool).Array[1, 40].Sample(answers =>
    {
        float[] scores = [.. answers.Select(a => (float)a.Item1)];
        bool[] positive = [.. answers.Select(a => a.Item2)];
        double chosen = Accuracy.At(Accuracy.BestThreshold(scores, positive), scores, positive);
        return Enumerable.Range(-1, 11).All(t => Accuracy.At(t + 0.5f, scores, positive) <= chosen + 1e-12);
    });

    [Fact]
    public void A_hit_is_counted_when_fewer_than_ten_are_above()
    {
        float[] list = [5f, .. Enumerable.Range(0, 99).Select(i => i < 9 ? 6f : 1f)];
        Assert.Equal([1.0], HitRate.PerList(list));
        list[10] = 6f;
        Assert.Equal([0.0], HitRate.PerList(list));
    }

    [Fact]
    public void Equal_scores_hit_by_chance() => Assert.Equal(0.1, HitRate.PerList(new float[100])[0], 9);
}
