using UserRep.Training.Simulation;
using Xunit;

namespace UserRep.Tests.Training.Simulation;

public sealed class SeededRandomTests
{
    private const int Draws = 100_000;

    [Fact]
    public void The_numbers_of_a_seed_never_change()
    {
        SeededRandom random = new(1, 1_000);

        Assert.Equal([57, 50, 5, 16, 47, 76, 99, 12], Enumerable.Range(0, 8).Select(_ => random.NextInt(100)));
    }

    [Fact]
    public void Neighbouring_seeds_and_streams_have_nothing_in_common()
    {
        double[] starts =
        [
            .. from seed in Enumerable.Range(-20, 40)
               from stream in Enumerable.Range(0, 40)
               select new SeededRandom(seed, (ulong)stream).NextDouble(),
        ];

        Assert.Equal(starts.Length, starts.Distinct().Count());
        Assert.Equal(0.5, starts.Average(), 0.03);
    }

    [Fact]
    public void Gaussian_numbers_have_mean_0_and_variance_1()
    {
        SeededRandom random = new(3, 0);
        double[] numbers = [.. Enumerable.Range(0, Draws).Select(_ => random.Gaussian())];

        Assert.Equal(0, numbers.Average(), 0.02);
        Assert.Equal(1, numbers.Average(number => number * number), 0.03);
    }

    [Fact]
    public void Exponential_numbers_have_the_mean_asked_for()
    {
        SeededRandom random = new(4, 0);

        Assert.Equal(20, Enumerable.Range(0, Draws).Average(_ => random.Exponential(20)), 0.5);
    }
}
