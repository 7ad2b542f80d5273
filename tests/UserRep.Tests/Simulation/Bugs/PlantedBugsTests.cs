using Xunit;

namespace UserRep.Tests.Simulation.Bugs;

/// <summary>The simulation finds what it is there to find.</summary>
public class PlantedBugsTests
{
    private const int MostSeeds = 3_000;
    private const int ControlSeeds = 300;

    public static TheoryData<string> Bugs => [.. PlantedBugs.All.Keys];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void It_is_found(string bug)
    {
        SeedRun run = SeedRun.Of(PlantedBugs.All[bug], SeedRun.Asked(MostSeeds), TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine($"{bug} | seed {run.FirstFailed} | {run.Failure?.Split(Environment.NewLine)[0]}");
        Assert.True(run.FirstFailed is not null, $"{run}, and it was not found.");
    }

    [Fact]
    public void Nothing_is_found_where_nothing_is_wrong()
    {
        SeedRun run = SeedRun.Of(PlantedBugs.Control, SeedRun.Asked(ControlSeeds), TestContext.Current.CancellationToken);
        Assert.True(run.Failure is null, run.Failure);
    }
}
