using UserRep.Model.Features;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.UserFeatures;
using UserRep.Training.ItemVectors;
using UserRep.Training.Replay;
using UserRep.Training.Rows;
using UserRep.Training.Specs;
using Xunit;

namespace UserRep.Tests.Training.Evaluation.UserFeatures;

/// <summary>Futures that are gone, in another order or of other kinds change nothing of what came before, bit for bit.</summary>
public sealed class LeakTests(EvaluationSet set) : IClassFixture<EvaluationSet>
{
    public enum Future
    {
        Gone,
        Shuffled,
        Relabelled,
    }

    [Theory]
    [InlineData(Future.Gone, false)]
    [InlineData(Future.Shuffled, false)]
    [InlineData(Future.Relabelled, false)]
    [InlineData(Future.Gone, true)]
    [InlineData(Future.Shuffled, true)]
    public void No_event_after_a_cut_touches_its_features_or_its_average(Future future, bool exactWindows)
    {
        // Every user's future begins at a cut of its own, early in one round and late in another.
        foreach (int round in Enumerable.Range(0, 3))
        {
            int[] known = KnownUpToACut(round);
            EventTable changed = set.With((user, events) => Change(events, known[user], future, user));
            (int Row, Cut Cut)[] cuts = [.. set.Questions.Cuts.Index().Where(c => EventsKnown(c.Item) <= known[c.Item.User]).Select(c => (c.Index, Moved(c.Item, changed)))];
            Cut[] moved = [.. cuts.Select(c => c.Cut)];
            UserMatrix expected = exactWindows ? set.Data.FeaturesOf(set.Questions.Cuts, exactWindows) : set.Data.Features;
            UserMatrix features = (set.Data with { Table = changed }).FeaturesOf(moved, exactWindows);
            UserMatrix average = AverageVectors.Build(set.Questions with { Table = changed, Cuts = moved, Examples = [] }, set.Data.Context.Items);

            Assert.True(changed.EventCount < set.Table.EventCount || future != Future.Gone);
            Assert.NotEmpty(cuts);
            Assert.All(cuts.Index(), c =>
            {
                Assert.True(expected.Row(c.Item.Row).SequenceEqual(features.Row(c.Index)));
                Assert.True(set.Data.Context.Average.Row(c.Item.Row).SequenceEqual(average.Row(c.Index)));
            });
        }
    }

    [Theory]
    [InlineData(Future.Gone)]
    [InlineData(Future.Shuffled)]
    [InlineData(Future.Relabelled)]
    public void No_event_after_a_moment_touches_item_vectors_features_space_or_rows(Future future)
    {
        long untilMs = set.Questions.Split.TestFromMs;
        EventTable changed = set.With((user, events) => Change(events, events.Count(e => e.TimeMs <= untilMs), future, user));

        Learned expected = Learn(set.Table, untilMs);
        Learned actual = Learn(changed, untilMs);

        Assert.Equal(expected.Layout.Names, actual.Layout.Names);
        Assert.All(Enumerable.Range(0, expected.Vectors.Count), item => Assert.All(
            Enumerable.Range(0, expected.Vectors.Modalities.Count), m => Assert.True(expected.Vectors.Vector(item, m).SequenceEqual(actual.Vectors.Vector(item, m)))));
        Assert.Equal(expected.Drawn.Inputs, actual.Drawn.Inputs);
        Assert.Equal(expected.Drawn.Targets, actual.Drawn.Targets);
        Assert.Equal(expected.HeldOut.Inputs, actual.HeldOut.Inputs);
    }

    [Fact]
    public void A_past_that_differs_does_show()
    {
        EventTable changed = set.With((user, events) => Change(events, 0, Future.Shuffled, user));

        Assert.NotEqual(set.Data.Features.Values, (set.Data with { Table = changed }).FeaturesOf(set.Questions.Cuts).Values);
    }

    private sealed record Learned(ItemVectorSet Vectors, FeatureLayout Layout, TrainingRows Drawn, TrainingRows HeldOut);

    private static Learned Learn(EventTable table, long untilMs)
    {
        ItemVectorSet vectors = new ItemVectorLearner(table, EvaluationSet.Options.ItemVectors with { UntilMs = untilMs })
            .Learn(null, NoProgress.Instance, CancellationToken.None);
        FeatureLayout layout = new(new SpecBuilder(table, new SpecOptions()).Build(vectors, untilMs));
        RowSource source = new(table, layout, () => new UserReplay(layout, vectors, table.Info), EvaluationSet.Options.Rows with { UntilMs = untilMs });
        return new Learned(vectors, layout, source.Draw(1), source.HeldOut());
    }

    private static EventRow[] Change(EventRow[] events, int known, Future future, int seed)
    {
        Random random = new(seed);
        EventRow[] later = events[known..];
        int[] items = [.. later.Select(e => e.Item)];
        random.Shuffle(items);
        return future switch
        {
            Future.Gone => events[..known],
            Future.Shuffled => [.. events[..known], .. later.Select((e, i) => e with { Item = items[i] })],
            _ => [.. events[..known], .. later.Select(e => e with { Type = (byte)((e.Type + 1) % 4), Value = -e.Value })],
        };
    }

    private int[] KnownUpToACut(int round)
    {
        int[] known = new int[set.Table.UserCount];
        foreach (IGrouping<int, Cut> ofUser in set.Questions.Cuts.GroupBy(cut => cut.User))
        {
            Cut[] cuts = [.. ofUser.OrderBy(cut => cut.EventEnd)];
            known[ofUser.Key] = EventsKnown(cuts[(cuts.Length - 1) * round / 2]);
        }

        return known;
    }

    private int EventsKnown(Cut cut) => cut.EventEnd - set.Table.EventsOf(cut.User).Start.Value;

    private Cut Moved(Cut cut, EventTable table) => cut with { EventEnd = EventsKnown(cut) + table.EventsOf(cut.User).Start.Value };
}
