using UserRep.Tests.Training.Datasets;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Protocol;

namespace UserRep.Tests.Training.Evaluation.Protocol;

/// <summary>A few users whose events often share a time, some without a known item, some on the borders of days and periods.</summary>
internal static class TiedHistories
{
    private const int Items = 14;
    private const long HourMs = 3_600_000;

    public static ProtocolOptions Options { get; } = new() { CurveList = 4, CurveUsers = 5, CurveEvents = [0, 1, 2], MaximumExamples = 120, Picks = 2 };

    public static Questions Ask(int seed)
    {
        Random random = new(seed);
        EventTable table = Table(random);
        bool[] candidates = [.. Enumerable.Range(0, Items).Select(item => item % 5 != 0)];
        TimeSplit split = TimeSplit.AtShares(table, 0.3, 0.6, 0.85);
        return new QuestionWriter(table, split, candidates, Options).Write(new CutFinder(table, split, Options).Find());
    }

    private static EventTable Table(Random random)
    {
        using TemporaryFolder folder = new();
        DatasetInfo header = new() { Name = "tied", EventTypes = ["play"] };
        UserHistory[] users = [.. Enumerable.Range(0, 25).Select(u => User(u, random))];
        new SampleData(header, [.. Enumerable.Range(0, Items).Select(i => new ItemInfo($"item-{i}", []))], users).Write(folder.File("tied"));
        return EventTable.Load(Dataset.Open(folder.File("tied")));
    }

    private static UserHistory User(int user, Random random)
    {
        // Whole hours of a few days around a start, so that many coincide.
        long start = random.Next(70 * 24) * HourMs;
        int span = 1 + random.Next(random.Next(2) == 0 ? 18 : 24 * 20);
        EventRow[] events = [.. Enumerable.Range(0, random.Next(18))
            .Select(_ => new EventRow(random.Next(-1, Items), 0, start + (random.Next(span) * HourMs), 1))
            .OrderBy(e => e.TimeMs)];
        return new UserHistory($"user-{user}", events, []);
    }
}
