using Xunit;

namespace UserRep.Tests.Simulation.Bugs;

/// <summary>The simulation finds what it is there to find, for what it is, and not for what it is built with.</summary>
public class PlantedBugsTests
{
    private const int MostSeeds = 10_000;
    private const int LeastMended = 40;
    private const int ControlSeeds = 300;

    public static TheoryData<string> Bugs => [.. PlantedBugs.All.Keys];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void It_is_found_by_what_it_breaks_and_not_where_it_is_mended(string name)
    {
        PlantedBug bug = PlantedBugs.All[name];
        IReadOnlyList<int> seeds = SeedRun.Asked(MostSeeds);
        SeedRun run = SeedRun.Of(bug.Wrong, [.. seeds.Skip(SeedRun.IsAsked ? 0 : bug.From - 1)], TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine($"{name} | seed {run.FirstFailed} | {run.Failure?.Split(Environment.NewLine)[0]}");
        Assert.True(run.FirstFailed is not null, $"{run}, and it was not found.");
        Assert.True(bug.Breaks.Contains(run.Broken), $"It breaks {string.Join(", ", bug.Breaks)}, and was found by another. {run.Failure}");

        // With its mistake it has held at those between, and of some bugs they are a thousand.
        SeedRun mended = SeedRun.Of(bug.Mended, [.. seeds.Where(seed => seed <= LeastMended || seed == run.FirstFailed)], TestContext.Current.CancellationToken);
        Assert.True(mended.Failure is null, $"It is mended, and yet: {mended.Failure}");
    }

    [Fact]
    public void Nothing_is_found_where_nothing_is_wrong()
    {
        SeedRun run = SeedRun.Of(PlantedBugs.Control, SeedRun.Asked(ControlSeeds), TestContext.Current.CancellationToken);
        Assert.True(run.Failure is null, run.Failure);
    }
}
