using CsCheck;
using UserRep.Grains.Versions.Rollouts.Gates;
using UserRep.Grains.Versions.Rollouts.Plans;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Rollouts.Gates;

public sealed class GateRulesTests
{
    private static readonly RolloutGate _rate = new() { Metric = "encodeErrorRate", Max = 0.01 };

    [Fact]
    public void Too_few_samples_say_how_many_are_missing()
    {
        GateResult result = GateRules.Judge(_rate, Measure.OfRate(0, 60), 100);

        Assert.Equal((Verdict.Inconclusive, 40L, 60L), (result.Verdict, result.Missing, result.Samples));
    }

    [Fact]
    public void A_rate_fails_at_once_when_nothing_to_come_can_mend_it()
    {
        Assert.Equal(Verdict.Inconclusive, GateRules.Judge(_rate, Measure.OfRate(1, 2), 100).Verdict);
        GateResult failed = GateRules.Judge(_rate, Measure.OfRate(2, 2), 100);
        Assert.Equal((Verdict.Fail, 1d, "max 0.01"), (failed.Verdict, failed.Value, failed.Bound));
        Assert.Equal("encodeErrorRate is 1 (max 0.01)", failed.Text);
    }

    [Fact]
    public void One_vector_that_is_not_finite_is_one_too_many() => Assert.Equal(
        Verdict.Fail, GateRules.Judge(new RolloutGate { Metric = "nonFinite", Max = 0 }, Measure.OfCount(1, 1), 1_000).Verdict);

    [Fact]
    public void Samples_without_a_figure_say_why()
    {
        GateResult result = GateRules.Judge(new RolloutGate { Metric = "spread", Min = 0.9 }, new Measure(null, 50, Note: "all the same"), 20);

        Assert.Equal((Verdict.Inconclusive, 0L, "all the same"), (result.Verdict, result.Missing, result.Note));
    }

    /// <summary>Whatever the order, a run that ends within its bound never fails on the way, and one that ends beyond it does at the end.</summary>
    [Fact]
    public void No_early_failure_of_what_would_have_passed() => Gen.Select(Gen.Bool.Array[1, 200], Gen.Double[0, 1]).Sample((isBad, max) =>
    {
        RolloutGate gate = new() { Metric = "encodeErrorRate", Max = max };
        Verdict[] verdicts = [.. Enumerable.Range(1, isBad.Length).Select(n => GateRules.Judge(gate, Measure.OfRate(isBad.Take(n).Count(b => b), n), isBad.Length).Verdict)];
        bool isOver = isBad.Count(b => b) / (double)isBad.Length > max;
        Assert.Equal(isOver ? Verdict.Fail : Verdict.Pass, verdicts[^1]);
        Assert.True(isOver || verdicts.All(v => v != Verdict.Fail));
        Assert.All(verdicts[..^1], v => Assert.NotEqual(Verdict.Pass, v));
    });
}
