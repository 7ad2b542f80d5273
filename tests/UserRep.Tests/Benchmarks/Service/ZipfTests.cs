using UserRep.Benchmarks.Service;
using UserRep.Client;
using Xunit;

namespace UserRep.Tests.Benchmarks.Service;

public sealed class ZipfTests
{
    private const int Draws = 200_000;

    [Theory]
    [InlineData(1, 10)]
    [InlineData(1, 1_000)]
    [InlineData(1.5, 100)]
    [InlineData(0, 20)]
    public void Each_is_drawn_as_often_as_the_law_says(double exponent, int count)
    {
        Zipf zipf = new(count, exponent);
        Random random = new(1);
        int[] drawn = new int[count];
        for (int i = 0; i < Draws; i++)
        {
            drawn[zipf.Next(random)]++;
        }

        double sum = Enumerable.Range(1, count).Sum(k => Math.Pow(k, -exponent));
        foreach (int number in (int[])[0, 1, 4, count - 1])
        {
            double expected = Draws * Math.Pow(number + 1, -exponent) / sum;
            Assert.InRange(drawn[number], expected - (5 * Math.Sqrt(expected)), expected + (5 * Math.Sqrt(expected)));
        }
    }

    [Fact]
    public void The_load_of_a_seed_is_the_same_again_and_as_skewed_as_it_says()
    {
        string[] users = [.. Users(7)];
        Assert.Equal(users, Users(7));
        Assert.NotEqual(users, Users(8));
        Assert.InRange(users.Count(user => user == Load.User(0)) / (double)Draws, 0.08, 0.085);
        HashSet<string> first = [.. Enumerable.Range(0, 100).Select(Load.User)];
        Assert.InRange(users.Count(first.Contains) / (double)Draws, 0.42, 0.44);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1_000)]
    public void The_load_over_so_many_users_is_of_all_of_them_and_of_no_others(int users)
    {
        Random random = new(3);
        Func<Random, UserEvent> draw = Load.SkewedOver(users);
        HashSet<string> drawn = [.. Enumerable.Range(0, Draws).Select(_ => draw(random).UserId)];
        Assert.True(drawn.SetEquals(Enumerable.Range(0, users).Select(Load.User)));
    }

    private static IEnumerable<string> Users(int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, Draws).Select(_ => Load.SkewedEvent(random).UserId)];
    }
}
