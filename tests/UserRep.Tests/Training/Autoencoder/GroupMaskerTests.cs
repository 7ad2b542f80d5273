using UserRep.Model.Features;
using UserRep.Tests.Model.Features;
using UserRep.Training.Autoencoder;
using UserRep.Training.Rows;
using Xunit;

namespace UserRep.Tests.Training.Autoencoder;

public sealed class GroupMaskerTests
{
    private static readonly FeatureLayout Layout = new(TestSpecs.Small);

    private static readonly FeatureNormaliser Normaliser = FeatureNormaliser.Fit(Rows(), Layout);

    [Fact]
    public void With_probability_one_everybody_is_the_absent_user()
    {
        float[] absent = AbsentUser.Features(Layout);
        Normaliser.Apply(absent);

        Assert.Equal(absent, Mask(probability: 1, new Random(1)));
    }

    [Fact]
    public void With_probability_zero_nothing_changes() => Assert.Equal(Row(new Random(1)), Mask(probability: 0, new Random(1)));

    [Fact]
    public void A_group_is_masked_whole_or_not_at_all_and_as_often_as_told()
    {
        const int Rounds = 4_000;
        float[] absent = AbsentUser.Features(Layout);
        Normaliser.Apply(absent);
        GroupMasker masker = new(Layout, Normaliser, 0.3, seed: 1);
        Random random = new(1);
        int masked = 0;
        for (int round = 0; round < Rounds; round++)
        {
            float[] row = Row(random);
            float[] before = [.. row];
            masker.Apply(row);
            foreach (FeatureGroup group in Layout.Groups)
            {
                Range range = group.Offset..(group.Offset + group.Length);
                bool kept = row[range].SequenceEqual(before[range]);
                Assert.True(kept || row[range].SequenceEqual(absent[range]));
                masked += kept ? 0 : 1;
            }
        }

        Assert.InRange(masked / (double)(Rounds * Layout.Groups.Count), 0.28, 0.32);
    }

    private static float[] Mask(double probability, Random random)
    {
        float[] row = Row(random);
        new GroupMasker(Layout, Normaliser, probability, seed: 1).Apply(row);
        return row;
    }

    private static float[] Row(Random random) => [.. Enumerable.Range(0, Layout.Length).Select(_ => 2 + random.NextSingle())];

    private static TrainingRows Rows()
    {
        Random random = new(7);
        float[] values = [.. Enumerable.Range(0, 50).SelectMany(_ => Row(random))];
        return new TrainingRows(Layout.Length, values, [.. values], new int[50][][]);
    }
}
