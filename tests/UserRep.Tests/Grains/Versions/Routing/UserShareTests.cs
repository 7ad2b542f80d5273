using UserRep.Grains.Versions.Routing;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Routing;

public class UserShareTests
{
    private static readonly string[] _users = [.. Enumerable.Range(0, 20_000).Select(i => $"user-{i}")];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(99.5)]
    [InlineData(100)]
    public void As_many_users_are_in_it_as_it_says(double percent)
    {
        int inIt = _users.Count(new UserShare("v1", percent).Has);
        double expected = _users.Length * percent / 100;

        // Five standard deviations of a binomial.
        Assert.InRange(inIt, expected - (5 * Math.Sqrt(expected * (1 - (percent / 100)))), expected + (5 * Math.Sqrt(expected * (1 - (percent / 100)))));
    }

    [Fact]
    public void Whoever_is_in_stays_in_when_it_grows_and_another_version_draws_others()
    {
        UserShare[] growing = [.. new double[] { 1, 5, 20, 60, 100 }.Select(p => new UserShare("v1", p))];
        Assert.All(_users, user => Assert.Equal(growing.Select(s => s.Has(user)).Order(), growing.Select(s => s.Has(user))));

        UserShare ten = new("v1", 10);
        UserShare other = new("v2", 10);
        Assert.InRange(_users.Count(u => ten.Has(u) && other.Has(u)), _users.Length / 200, _users.Length / 50);
        Assert.All(_users, user => Assert.Equal(ten.Has(user), new UserShare("v1", 10).Has(user)));
    }
}
