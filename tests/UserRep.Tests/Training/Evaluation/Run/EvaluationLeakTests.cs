using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Run;
using UserRep.Training.Rows;
using Xunit;

namespace UserRep.Tests.Training.Evaluation.Run;

/// <summary>The evaluation as it is put together: what happens after a period cannot be seen in what is learned for it.</summary>
public sealed class EvaluationLeakTests(EvaluationSet set) : IClassFixture<EvaluationSet>
{
    [Fact]
    public void Item_vectors_and_the_encoders_rows_are_the_same_bit_for_bit_whatever_the_test_holds()
    {
        EvaluationData changed = Build(WithOtherItemsFrom(set.Data.Split.TestFromMs));

        Assert.Equal(set.Data.Split, changed.Split);
        Assert.Equal(Vectors(set.Data), Vectors(changed));
        Assert.True(Rows(set.Data).Inputs.AsSpan().SequenceEqual(Rows(changed).Inputs));
        Assert.True(Rows(set.Data).Targets.AsSpan().SequenceEqual(Rows(changed).Targets));
        Assert.NotEqual(set.Table.Items, changed.Table.Items);
    }

    [Fact]
    public void Item_vectors_do_not_see_the_weeks_of_the_heads_which_the_rows_do()
    {
        // The control too: events that may be seen do change what is learned from them.
        EvaluationData changed = Build(WithOtherItemsFrom(set.Data.Split.FitUntilMs + 1));

        Assert.Equal(Vectors(set.Data), Vectors(changed));
        Assert.False(Rows(set.Data).Targets.AsSpan().SequenceEqual(Rows(changed).Targets));
    }

    [Fact]
    public void Events_of_the_fit_change_item_vectors() =>
        Assert.NotEqual(Vectors(set.Data), Vectors(Build(WithOtherItemsFrom(0))));

    private EventTable WithOtherItemsFrom(long fromMs)
    {
        int items = set.Table.Catalogue.Count;
        return set.With((_, events) => [.. events.Select(e => e.TimeMs >= fromMs && e.Item >= 0 ? e with { Item = (e.Item + 7) % items } : e)]);
    }

    private static float[] Vectors(EvaluationData data) => [.. Enumerable.Range(0, data.Context.Items.Count).SelectMany(item => data.Context.Items.Row(item).ToArray())];

    private static EvaluationData Build(EventTable table) => new EvaluationDataBuilder(table, EvaluationSet.Options, NoProgress.Instance).Build(TestContext.Current.CancellationToken);

    private static TrainingRows Rows(EvaluationData data)
    {
        string folder = Directory.CreateTempSubdirectory("userrep-").FullName;
        try
        {
            EncoderBench bench = new(data, new ScoreCache(folder, "leak"));
            return bench.Source(new EncoderVariants(data.Layout, EvaluationSet.Options.Autoencoder, EvaluationSet.Options.Rows).Ours).Draw(1, TestContext.Current.CancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
