using UserRep.Tests.Simulation.Checking;
using UserRep.Tests.Simulation.Cluster;
using Xunit;

namespace UserRep.Tests.Simulation;

/// <summary>Whole clusters by seed. <c>USERREP_SEED=17</c> runs one seed, <c>USERREP_SEEDS=100000</c> so many.</summary>
public class SimulationTests
{
    private const int Seeds = 2_000;

    [Fact]
    public void Whatever_goes_wrong_what_was_promised_holds()
    {
        SeedRun run = SeedRun.Of(Parts.Right, SeedRun.Asked(Seeds), CancellationToken.None);
        TestContext.Current.TestOutputHelper?.WriteLine(run.ToString());
        Assert.True(run.Failure is null, run.Failure);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void The_same_seed_is_the_same_run(int seed)
    {
        Assert.Equal(Hash(seed), Hash(seed));
        Assert.NotEqual(Hash(seed), Hash(seed + 5));

        static ulong Hash(int seed)
        {
            SimulationWorld world = new(seed, Parts.Right);
            Violation? violation = world.Run();
            Assert.Null(violation);
            return world.Trace.Hash;
        }
    }
}
