using UserRep.Benchmarks.Scaling;
using UserRep.Training.Cli;
using Xunit;

namespace UserRep.Tests.Benchmarks.Scaling;

public sealed class AssumptionsTests
{
    private static readonly DescribedLoad _load = new(1e6);

    [Fact]
    public void One_is_changed_by_its_name_and_the_load_given_stays()
    {
        DescribedLoad changed = Assumptions.Set(_load, "liveShare = 0.5");
        Assert.Equal(_load with { LiveShare = 0.5 }, changed);
        Assert.NotEqual(0.5, _load.LiveShare);
    }

    [Theory]
    [InlineData("LiveShare")]
    [InlineData("LiveShare=much")]
    [InlineData("LiveShare=-1")]
    [InlineData("LiveShare=NaN")]
    [InlineData("Users=5")]
    [InlineData("EventsPerSecond=5")]
    public void What_is_none_is_refused(string text) => Assert.Throws<UserErrorException>(() => Assumptions.Set(_load, text));

    [Fact]
    public void All_are_told_with_their_values() =>
        Assert.Equal(_load.EventsPerUserAndDay, Assumptions.Of(_load).Single(a => a.Name == nameof(DescribedLoad.EventsPerUserAndDay)).Value);
}
