using UserRep.Benchmarks.Scaling;
using Xunit;

namespace UserRep.Tests.Benchmarks.Scaling;

public sealed class SpreadTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0.5)]
    [InlineData(4, 0.75)]
    public void Users_elsewhere_are_those_of_the_other_silos(double silos, double share) => Assert.Equal(share, Spread.RemoteShare(silos), 1e-12);

    [Theory]
    [InlineData(1, 500, 1)]
    [InlineData(2, 1, 1)]
    [InlineData(2, 2, 1.5)]
    [InlineData(3, 500, 3)]
    [InlineData(1e10, 5e6, 4_998_750.2)]
    public void Draws_hit_as_many_places_as_by_the_formula(double places, double draws, double hit) => Assert.Equal(hit, Spread.Hit(places, draws), hit * 1e-6);

    [Fact]
    public void Draws_hit_as_many_places_as_when_they_are_made()
    {
        const int Places = 50;
        const int Draws = 40;
        Random random = new(1);
        double mean = Enumerable.Range(0, 2_000).Average(_ => Enumerable.Range(0, Draws).Select(_ => random.Next(Places)).Distinct().Count());
        Assert.Equal(mean, Spread.Hit(Places, Draws), 0.2);
    }

    [Theory]
    [InlineData(1, 500, 0)]
    [InlineData(3, 500, 2)]
    [InlineData(1_000, 1, 0.999)]
    public void A_read_asks_the_other_silos_that_have_some_of_its_users(double silos, double users, double asked) => Assert.Equal(asked, Spread.OtherSilos(silos, users), 1e-6);
}
