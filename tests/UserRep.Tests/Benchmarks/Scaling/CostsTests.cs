using UserRep.Benchmarks.Scaling;
using Xunit;

namespace UserRep.Tests.Benchmarks.Scaling;

public sealed class CostsTests
{
    [Fact]
    public void What_a_cluster_costs_anyway_is_taken_off_by_time()
    {
        Costs all = new(20, 3, 2, 1_000, 500, 10, 7, 6, 5, 4);
        Costs idle = new(10, 0.5, 0.1, 100, 50, 1, 0, 1, 1, 0);
        Assert.Equal(new Costs(20, 2, 1.8, 800, 400, 8, 7, 4, 3, 4), all.Beyond(idle));
    }

    [Fact]
    public void Two_moments_differ_by_what_came_between()
    {
        Costs before = new(1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        Assert.Equal(new Costs(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), new Costs(2, 3, 4, 5, 6, 7, 8, 9, 10, 11) - before);
    }
}
