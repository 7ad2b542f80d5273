using UserRep.Model.Features;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.UserFeatures;
using UserRep.Training.Simulation;
using Xunit;

namespace UserRep.Tests.Training.Evaluation.UserFeatures;

public sealed class WindowReplayTests(EvaluationSet set) : IClassFixture<EvaluationSet>
{
    private const float Tolerance = 1e-4f;

    private readonly FeatureLayout _layout = set.Data.Layout;

    [Fact]
    public void A_window_is_the_mean_of_the_history_in_it()
    {
        UserMatrix features = set.Data.FeaturesOf(Cuts, exactWindows: true);

        Assert.All(Cuts.Index(), cut =>
        {
            for (int m = 0; m < _layout.Spec.Modalities.Count; m++)
            {
                foreach ((int s, TimeScale scale) in _layout.Spec.TimeScales.Index())
                {
                    (double[] mean, double mass) = ByHand(cut.Item, m, scale);
                    FeatureBlock block = _layout.Groups[m].Blocks[s];
                    Assert.All(mean.Index(), x => Assert.Equal(x.Item, features.Row(cut.Index)[block.Offset + x.Index], Tolerance));
                    Assert.Equal(Math.Log(1 + mass), features.Row(cut.Index)[_layout.Groups[m].Blocks[_layout.Spec.TimeScales.Count + s].Offset], Tolerance);
                }
            }
        });
    }

    [Fact]
    public void Where_nothing_ever_decays_windows_and_decay_are_one()
    {
        UserMatrix windows = set.Data.FeaturesOf(Cuts, exactWindows: true);
        UserMatrix decayed = set.Data.FeaturesOf(Cuts);
        int[] forever = [.. Enumerable.Range(0, _layout.Length).Where(i =>
            !_layout.Spec.TimeScales.Any(scale => !scale.IsForever && _layout.Names[i].Contains($"/{scale}", StringComparison.Ordinal)))];

        Assert.NotEmpty(forever);
        Assert.All(Enumerable.Range(0, Cuts.Length), row => Assert.All(forever, i => Assert.Equal(decayed.Row(row)[i], windows.Row(row)[i], Tolerance)));
    }

    private Cut[] Cuts => [.. set.Questions.Cuts.Where(cut => cut.Kind == CutKind.Weekly).Take(60)];

    private (double[] Mean, double Mass) ByHand(Cut cut, int modality, TimeScale scale)
    {
        double[] sum = new double[_layout.Spec.Modalities[modality].Dimension];
        double mass = 0;
        for (int i = set.Table.EventsOf(cut.User).Start.Value; i < cut.EventEnd; i++)
        {
            EventRow row = set.Table[i];
            bool counts = row.Type != EventTypes.Onboard && row.Item >= 0 && cut.AsOfMs - row.TimeMs <= scale.Milliseconds;
            ReadOnlySpan<float> vector = counts ? set.Data.Vectors.Vector(row.Item, modality) : default;
            if (!vector.IsEmpty)
            {
                float weight = Math.Clamp(row.Value, 0, 1);
                mass += weight;
                for (int d = 0; d < sum.Length; d++)
                {
                    sum[d] += weight * vector[d];
                }
            }
        }

        return ([.. sum.Select(x => x / (mass + _layout.Spec.Shrinkage))], mass);
    }
}
