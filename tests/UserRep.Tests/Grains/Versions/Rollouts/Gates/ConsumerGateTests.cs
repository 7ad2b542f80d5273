using UserRep.Grains.Versions.Rollouts.ConsumerMetrics;
using UserRep.Grains.Versions.Rollouts.Gates;
using UserRep.Grains.Versions.Rollouts.Plans;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Rollouts.Gates;

/// <summary>The gate is looked at after every single sample, as nobody may with a test for one look.</summary>
public sealed class ConsumerGateTests
{
    private const int Runs = 1_000;
    private const int Samples = 400;

    private static readonly RolloutGate _gate = new() { Metric = "consumer:ads:clicks", Max = 0 };

    /// <summary>Normal, heavy on one side, rare, and one that comes to the version ten times less often.</summary>
    [Theory]
    [InlineData("normal", 2)]
    [InlineData("exponential", 2)]
    [InlineData("clicks", 2)]
    [InlineData("rare", 2)]
    [InlineData("normal", 10)]
    [InlineData("rare", 10)]
    public void A_version_that_is_no_worse_seldom_fails(string kind, int everyNth)
    {
        int alarms = Enumerable.Range(0, Runs).Count(seed => Fails(new Random(seed), kind, everyNth, drop: 0));

        Assert.InRange(alarms, 0, (int)(ConsumerGate.Alpha * Runs));
    }

    [Theory]
    [InlineData("normal", 0.6)]
    [InlineData("clicks", 0.3)]
    public void One_that_is_worse_fails_before_it_has_its_samples(string kind, double drop)
    {
        int caught = Enumerable.Range(0, 100).Count(seed => Fails(new Random(seed), kind, 2, drop));

        Assert.InRange(caught, 95, 100);
    }

    [Fact]
    public void A_drop_within_the_bound_passes_and_less_is_better_if_they_say_so()
    {
        Moments low = Constant(0.4);
        Moments high = Constant(0.5);

        Assert.Equal(Verdict.Fail, ConsumerGate.Judge(_gate, low, high, isHigherBetter: true, 50).Verdict);
        Assert.Equal(Verdict.Pass, ConsumerGate.Judge(_gate with { Max = 0.2 }, low, high, isHigherBetter: true, 50).Verdict);
        Assert.Equal(Verdict.Pass, ConsumerGate.Judge(_gate, low, high, isHigherBetter: false, 50).Verdict);
        Assert.Equal(Verdict.Fail, ConsumerGate.Judge(_gate, high, low, isHigherBetter: false, 50).Verdict);
    }

    [Fact]
    public void Samples_that_are_missing_on_either_side_are_counted()
    {
        GateResult result = ConsumerGate.Judge(_gate, Constant(0.5), Moments.None, isHigherBetter: true, 100);

        Assert.Equal((Verdict.Inconclusive, 100L, null), (result.Verdict, result.Missing, result.Value));
        Assert.Equal(40, ConsumerGate.Judge(_gate, Constant(0.5), Constant(0.5), isHigherBetter: true, 100).Missing);
    }

    private static bool Fails(Random random, string kind, int everyNth, double drop)
    {
        (Moments version, Moments reference) = (Moments.None, Moments.None);
        for (int samples = 0; samples < Samples; samples++)
        {
            bool isVersion = samples % everyNth == 0;
            double value = Value(random, kind, isVersion ? drop : 0);
            (version, reference) = isVersion ? (version.With(value), reference) : (version, reference.With(value));
            if (ConsumerGate.Judge(_gate, version, reference, isHigherBetter: true, Samples / 2).Verdict == Verdict.Fail)
            {
                return true;
            }
        }

        return false;
    }

    private static double Value(Random random, string kind, double drop) => kind switch
    {
        "normal" => (Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())) - drop,
        "exponential" => -Math.Log(1 - random.NextDouble()) - drop,
        "rare" => random.NextDouble() < 0.02 - drop ? 1 : 0,
        _ => random.NextDouble() < 0.4 - drop ? 1 : 0,
    };

    /// <summary>Sixty samples that hardly differ.</summary>
    private static Moments Constant(double value) => Enumerable.Range(0, 60).Aggregate(Moments.None, (sum, i) => sum.With(value + (i % 2 * 0.001)));
}
