using UserRep.Tests.Training.Evaluation;
using UserRep.Training.Datasets;
using UserRep.Training.Rows;
using UserRep.Training.Tastes;
using Xunit;

namespace UserRep.Tests.Training.Tastes;

public sealed class TasteKindsTests(EvaluationSet set) : IClassFixture<EvaluationSet>
{
    [Fact]
    public void Favourites_are_what_was_taken_most_often_items_first_then_tags_of_every_prefix()
    {
        int user = Enumerable.Range(0, set.Table.UserCount).MaxBy(u => set.Table.EventsOf(u).End.Value - set.Table.EventsOf(u).Start.Value);
        Range events = set.Table.EventsOf(user);
        int[] items = [.. set.Table.Items[events].ToArray().Where(item => item >= 0)];

        int[][] favourites = new TasteKinds(set.Table).Of(events);

        Assert.Equal(1 + new TagIndex(set.Table.Catalogue).Prefixes.Count(), favourites.Length);
        Assert.Equal(5, favourites[0].Length);
        int fewest = favourites[0].Min(item => items.Count(i => i == item));
        Assert.All(items.Except(favourites[0]), item => Assert.InRange(items.Count(i => i == item), 1, fewest));
        Assert.All(favourites[1..], tags => Assert.InRange(tags.Length, 1, 3));
    }

    [Fact]
    public void Rows_have_the_favourites_up_to_their_target_whatever_comes_later()
    {
        long moment = set.Data.Split.TestFromMs;
        EventTable changed = set.With((_, events) => [.. events.Where(e => e.TimeMs <= moment)]);

        int[][][] tastes = Draw(set.Table, moment).Tastes;

        Assert.Contains(tastes, row => row[0].Length > 0);
        Assert.Contains(tastes, row => row[0].Length == 0);
        Assert.Equal(tastes, Draw(changed, moment).Tastes);
    }

    private TrainingRows Draw(EventTable table, long untilMs) =>
        new RowSource(table, set.Data.Layout, set.Data.Replay, EvaluationSet.Options.Rows with { UntilMs = untilMs })
            .Draw(1, TestContext.Current.CancellationToken);
}
