using UserRep.Training.Simulation;
using Xunit;

namespace UserRep.Tests.Training.Simulation;

public sealed class AliasTableTests
{
    [Fact]
    public void Draws_come_in_proportion_to_the_weights()
    {
        double[] weights = [5, 0, 1, 3, 0.5, 0.5];
        AliasTable table = new(weights);
        SeededRandom random = new(7, 0);
        int[] counts = new int[weights.Length];
        const int Draws = 200_000;
        for (int i = 0; i < Draws; i++)
            counts[table.Draw(random)]++;

        Assert.Equal(0, counts[1]);
        for (int i = 0; i < weights.Length; i++)
            Assert.Equal(weights[i] / 10, counts[i] / (double)Draws, 0.005);
    }

    [Fact]
    public void A_single_weight_is_always_drawn() => Assert.Equal(0, new AliasTable([0.3]).Draw(new SeededRandom(1, 0)));
}
