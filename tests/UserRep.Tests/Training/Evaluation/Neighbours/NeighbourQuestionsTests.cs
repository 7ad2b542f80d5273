using UserRep.Tests.Training.Datasets;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Neighbours;
using Xunit;

namespace UserRep.Tests.Training.Evaluation.Neighbours;

public class NeighbourQuestionsTests
{
    private const long Moment = 100;

    private static readonly NeighbourOptions Options = new() { MinimumUsers = 1, FavouriteItems = 1 };

    private static readonly SampleData Data = new(
        new DatasetInfo { Name = "small", EventTypes = ["play"], Attributes = ["country"] },
        [new ItemInfo("a", ["genre:Drama", "decade:1990"]), new ItemInfo("b", ["genre:Comedy"]), new ItemInfo("c", [])],
        [User("u1", "FR", (0, 10), (1, 20), (0, 100), (2, 101)), User("u2", null, (1, 50)), User("late", "FR", (1, 500))]);

    [Fact]
    public void Questions_before_end_at_the_moment_and_questions_after_begin_there()
    {
        IReadOnlyList<NeighbourQuestion> questions = Ask([0, 1]);
        Assert.Equal([[0], [1]], Sets(questions, "favouriteItemsBefore"));
        Assert.Equal([[2], []], Sets(questions, "favouriteItemsAfter"));
        Assert.Equal([[0, 1], [1]], Sets(questions, "onboardingPicks"));
        Assert.Equal([[0], []], Sets(questions, "profileCountry"));
        Assert.Equal(["favouriteDecadeBefore", "favouriteGenreBefore"], questions.Select(q => q.Name).Where(n => n.Contains("De", StringComparison.Ordinal) || n.Contains("Genre", StringComparison.Ordinal)));
    }

    [Fact]
    public void Only_users_with_history_at_the_moment_are_sampled_and_the_sample_is_repeatable()
    {
        EventTable table = Load();
        Assert.Equal([0, 1], NeighbourSample.Choose(table, Moment, Options).Order());
        Assert.Equal(NeighbourSample.Choose(table, Moment, Options), NeighbourSample.Choose(table, Moment, Options));
        Assert.Single(NeighbourSample.Choose(table, Moment, new NeighbourOptions { MaximumUsers = 1 }));
    }

    [Fact]
    public void Names_that_differ_in_case_only_or_are_taken_stay_apart()
    {
        SampleData confusing = new(
            new DatasetInfo { Name = "small", EventTypes = ["play"], Attributes = ["age", "Age"] },
            [new ItemInfo("a", ["genre:Drama", "Genre:drama", "items:a"])],
            [new UserHistory("u1", new[] { new EventRow(0, 0, 10, 1f) }, ["1", "2"])]);

        IReadOnlyList<NeighbourQuestion> questions = new NeighbourQuestions(Load(confusing), [0], Moment, Options).Build();

        Assert.Equal(questions.Count, questions.DistinctBy(q => q.Name).Count());
        Assert.Equal(["favouriteGenreBefore", "favouriteGenreBefore_", "favouriteItemsBefore", "favouriteItemsBefore_", "onboardingPicks", "profileAge", "profileAge_"], questions.Select(q => q.Name).Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<NeighbourQuestion> Ask(int[] users) => new NeighbourQuestions(Load(), users, Moment, Options).Build();

    private static int[][] Sets(IReadOnlyList<NeighbourQuestion> questions, string name) => questions.Single(q => q.Name == name).Sets;

    private static EventTable Load(SampleData? data = null)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("dataset");
        (data ?? Data).Write(path);
        return EventTable.Load(Dataset.Open(path));
    }

    private static UserHistory User(string id, string? country, params (int Item, long Time)[] events) =>
        new(id, events.Select(e => new EventRow(e.Item, 0, e.Time, 1f)).ToArray(), [country]);
}
