using UserRep.Tests.Training.Datasets;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Methods;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.UserFeatures;
using UserRep.Training.ItemVectors;

namespace UserRep.Tests.Training.Evaluation.Rivals;

/// <summary>Users who take items of one of four blocks, now and then of another, all items about equally often.</summary>
internal static class BlockTastes
{
    private const int Blocks = 4;
    private const int ItemsPerBlock = 30;
    private const int Users = 400;
    private const int EventsPerUser = 18;
    private const int Days = 100;
    private const double Loyalty = 0.9;

    /// <param name="keep">Which events the data set has, by user and event.</param>
    public static EventTable Table(Func<int, EventRow, bool>? keep = null)
    {
        using TemporaryFolder folder = new();
        ItemInfo[] items = [.. Enumerable.Range(0, Blocks * ItemsPerBlock).Select(i => new ItemInfo($"item-{i}", [$"tag:{i % Blocks}"]))];
        DatasetInfo header = new() { Name = "blocks", EventTypes = ["take"], Attributes = ["country"] };
        new SampleData(header, items, [.. Enumerable.Range(0, Users).Select(u => User(u, keep ?? ((_, _) => true)))]).Write(folder.File("blocks"));
        return EventTable.Load(Dataset.Open(folder.File("blocks")));
    }

    public static TimeSplit Split => new(At(50), At(75), At(88), At(Days));

    public static MethodContext Context(EventTable table)
    {
        ItemVectorOptions options = new() { UntilMs = Split.FitUntilMs, Dimension = 8 };
        ItemVectorSet vectors = new([CollaborativeVectors.Learn("history", table, sittings: false, options)!]);
        bool[] candidates = new bool[table.Catalogue.Count];
        foreach (int item in CollaborativeVectors.FrequentItems(table, options))
        {
            candidates[item] = vectors.Knows(item);
        }

        ProtocolOptions protocol = new() { FirstDayMs = 5 * ProtocolOptions.DayMs };
        Questions questions = new QuestionWriter(table, Split, candidates, protocol).Write(new CutFinder(table, Split, protocol).Find());
        return Over(questions, vectors);
    }

    public static MethodContext Over(Questions questions, ItemVectorSet vectors)
    {
        ItemMatrix items = new(vectors);
        return new MethodContext(questions, vectors, items, AverageVectors.Build(questions, items));
    }

    private static long At(int day) => day * ProtocolOptions.DayMs;

    private static UserHistory User(int user, Func<int, EventRow, bool> keep)
    {
        Random random = new(user);
        int block = random.Next(Blocks);
        double start = random.NextDouble() * Days * 0.7;
        EventRow[] events = [.. Enumerable.Range(0, EventsPerUser)
            .Select(_ => new EventRow(Item(block, random), 0, (long)((start + (random.NextDouble() * Days * 0.3)) * ProtocolOptions.DayMs), 1))
            .OrderBy(e => e.TimeMs)
            .Where(e => keep(user, e))];
        return new UserHistory($"user-{user}", events, [$"country-{user % 3}"]);
    }

    private static int Item(int block, Random random) =>
        (random.Next(ItemsPerBlock) * Blocks) + (random.NextDouble() < Loyalty ? block : random.Next(Blocks));
}
