using UserRep.Tests.Training.Datasets;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Protocol;
using Xunit;

namespace UserRep.Tests.Training.Evaluation.Protocol;

public sealed class PopularityClockTests
{
    private static readonly int[] Counts = [2, 16, 81, 256, 625, 999];

    private static readonly bool[] Candidates = [true, true, true, true, true, false];

    [Fact]
    public void Items_are_drawn_by_their_count_to_the_power()
    {
        const int Draws = 40_000;
        PopularityClock clock = Clock(power: 0.75);
        clock.MoveTo(2 * ProtocolOptions.DayMs);
        Random random = new(3);
        int[] drawn = new int[Counts.Length];
        for (int i = 0; i < Draws; i++)
        {
            drawn[clock.Sample(random)]++;
        }

        double[] weights = [.. Counts.Select((count, item) => Candidates[item] ? Math.Pow(count, 0.75) : 0)];
        double[] expected = [.. weights.Select(w => Draws * w / weights.Sum())];

        // Four degrees of freedom: more than 30 comes once in 200,000.
        Assert.Equal(0, drawn[^1]);
        Assert.InRange(drawn.Zip(expected).Where(d => d.Second > 0).Sum(d => Math.Pow(d.First - d.Second, 2) / d.Second), 0, 30);
    }

    [Fact]
    public void A_day_is_known_when_it_is_over_and_recent_for_thirty_more()
    {
        PopularityClock clock = Clock(power: 1);
        clock.MoveTo(ProtocolOptions.DayMs - 1);
        Assert.Equal((0f, -1), (clock.LogCount(0), clock.Sample(new Random(1))));

        clock.MoveTo(ProtocolOptions.DayMs);
        Assert.Equal((MathF.Log(3), MathF.Log(3)), (clock.LogCount(0), clock.LogRecentCount(0)));

        clock.MoveTo((32 * ProtocolOptions.DayMs) - 1);
        Assert.Equal(0, clock.LogRecentCount(2));
        Assert.Equal(MathF.Log(82), clock.LogCount(2));
    }

    private static PopularityClock Clock(double power)
    {
        using TemporaryFolder folder = new();
        EventRow[] events = [.. Counts.SelectMany((count, item) => Enumerable.Range(0, count).Select(i => new EventRow(item, 0, i, 1))).OrderBy(e => e.TimeMs)];
        new SampleData(
            new DatasetInfo { Name = "counts", EventTypes = ["play"] },
            [.. Counts.Select((_, i) => new ItemInfo($"item-{i}", []))],
            [new UserHistory("user", events, [])]).Write(folder.File("counts"));
        return new PopularityClock(EventTable.Load(Dataset.Open(folder.File("counts"))), Candidates, power);
    }
}
