using UserRep.Model.Features;
using UserRep.Tests.Model.Features;
using UserRep.Training.Autoencoder;
using UserRep.Training.Rows;
using Xunit;

namespace UserRep.Tests.Training.Autoencoder;

public sealed class FeatureNormaliserTests
{
    private static readonly FeatureLayout Layout = new(TestSpecs.Small);

    private static readonly FeatureBlock[] Blocks = [.. Layout.Groups.SelectMany(g => g.Blocks)];

    [Fact]
    public void A_mean_item_vector_is_scaled_as_one_and_other_numbers_singly()
    {
        FeatureNormaliser normaliser = Fit(Rows(seed: 1));

        Assert.All(Blocks.Where(b => b.IsItemMean), block => Assert.Single(ScalesOf(normaliser, block).Distinct()));
        FeatureBlock singly = Blocks.First(b => !b.IsItemMean && b.Length > 1);
        Assert.Equal(singly.Length, ScalesOf(normaliser, singly).Distinct().Count());
    }

    [Fact]
    public void Normalised_rows_are_centred_and_of_the_size_of_one()
    {
        TrainingRows rows = Rows(seed: 2);
        Fit(rows).Apply(rows);
        float[][] both = [.. Enumerable.Range(0, rows.Count).SelectMany(r => new[] { rows.Input(r).ToArray(), rows.Target(r).ToArray() })];

        Assert.All(Enumerable.Range(0, rows.Width), i => Assert.Equal(0, both.Average(row => row[i]), 1e-3));
        Assert.All(Blocks, block => Assert.Equal(1, Math.Sqrt(both.Average(row => row[block.Offset..(block.Offset + block.Length)].Average(v => v * v))), 1e-3));
    }

    [Fact]
    public void What_inputs_alone_show_is_scaled_by_what_they_show()
    {
        // Picks are in inputs; targets show them as history. Scaled by targets alone they would come out a thousand times too large.
        TrainingRows rows = Rows(seed: 3);
        FeatureGroup onboarding = Layout.Groups.Single(g => g.Kind == FeatureGroupKind.Onboarding);
        for (int r = 0; r < rows.Count; r++)
        {
            rows.Target(r).Slice(onboarding.Offset, onboarding.Length).Clear();
        }

        FeatureNormaliser normaliser = Fit(rows);
        normaliser.Apply(rows);

        Assert.All(normaliser.Scales, scale => Assert.InRange(scale, 0.01f, 1_000));
        Assert.All(Enumerable.Range(0, rows.Count), r => Assert.All(
            rows.Input(r).Slice(onboarding.Offset, onboarding.Length).ToArray(), value => Assert.InRange(value, -10, 10)));
    }

    [Fact]
    public void A_number_that_never_changes_does_not_explode_when_it_does()
    {
        TrainingRows rows = Rows(seed: 4);
        rows.Inputs.AsSpan().Fill(0.3f);
        rows.Targets.AsSpan().Fill(0.3f);
        FeatureNormaliser normaliser = Fit(rows);
        normaliser.Apply(rows);

        Assert.All(rows.Inputs, value => Assert.Equal(0, value, 1e-3f));
        Assert.All(Blocks, block => Assert.All(ScalesOf(normaliser, block), scale => Assert.InRange(scale, 0, block.IsItemMean ? 1_000.01f : 10.01f)));
    }

    [Fact]
    public void A_row_that_is_normalised_to_another_place_stays_as_it_is()
    {
        TrainingRows rows = Rows(seed: 5);
        float[] before = rows.Input(7).ToArray();
        FeatureNormaliser normaliser = Fit(rows);
        float[] normalised = new float[rows.Width + 1];

        normaliser.Apply(rows.Input(7), normalised.AsSpan(1));

        Assert.Equal(before, rows.Input(7));
        normaliser.Apply(rows.Input(7));
        Assert.Equal(rows.Input(7), normalised.AsSpan(1));
    }

    private static FeatureNormaliser Fit(TrainingRows rows) => FeatureNormaliser.Fit(rows, Layout);

    private static float[] ScalesOf(FeatureNormaliser normaliser, FeatureBlock block) => normaliser.Scales[block.Offset..(block.Offset + block.Length)];

    /// <summary>Every feature with a mean and a spread of its own.</summary>
    private static TrainingRows Rows(int seed)
    {
        Random random = new(seed);
        TrainingRows rows = new(Layout.Length, new float[200 * Layout.Length], new float[200 * Layout.Length], new int[200][][]);
        for (int i = 0; i < rows.Inputs.Length; i++)
        {
            int feature = i % Layout.Length;
            (float mean, float spread) = (feature % 3, 0.3f + (0.1f * feature));
            rows.Inputs[i] = mean + (spread * (random.NextSingle() - 0.5f) * 4);
            rows.Targets[i] = mean + (spread * (random.NextSingle() - 0.5f) * 4);
        }

        return rows;
    }
}
