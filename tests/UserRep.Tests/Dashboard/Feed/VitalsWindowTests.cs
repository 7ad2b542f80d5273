extern alias Silo;

using Silo::UserRep.Silo.Dashboard.Feed;
using Xunit;

namespace UserRep.Tests.Dashboard.Feed;

public class VitalsWindowTests
{
    private readonly VitalsWindow _window = new();

    [Fact]
    public void What_was_heard_before_is_not_asked_for_again_and_not_kept_twice()
    {
        _window.Take(Counted.Cluster(Counted.Silo("a", 0, [Counted.Sample(1_000, 1), Counted.Sample(2_000, 2)])));
        _window.Take(Counted.Cluster(Counted.Silo("a", 0, [Counted.Sample(2_000, 2), Counted.Sample(3_000, 3)])));

        Assert.Equal([1_000L, 2_000, 3_000], Assert.Single(_window.Series).Samples.Select(s => s.AtMs));
        Assert.Equal(3_000, _window.SinceMs);
    }

    [Fact]
    public void A_silo_that_is_new_is_asked_for_all_it_has()
    {
        _window.Take(Counted.Cluster(Counted.Silo("a", 0, [Counted.Sample(9_000, 1)])));
        Assert.Equal(0, _window.SinceMs);
        _window.Take(Counted.Cluster(Counted.Silo("a", 0, [Counted.Sample(10_000, 1)])));
        Assert.Equal(10_000, _window.SinceMs);

        _window.Take(Counted.Cluster(Counted.Silo("a", 0, [Counted.Sample(11_000, 1)]), Counted.Silo("b", 8_000, [Counted.Sample(11_000, 1)])));

        Assert.Equal(0, _window.SinceMs);
    }

    [Fact]
    public void A_silo_that_starts_again_is_another()
    {
        _window.Take(Counted.Cluster(Counted.Silo("a", 0, [Counted.Sample(1_000, 100)])));
        _window.Take(Counted.Cluster(Counted.Silo("a", 1_500, [Counted.Sample(2_000, 500)])));

        Assert.Equal(2, _window.Series.Count);
        Assert.Equal(0, Rates.Over(_window.Series, s => s.Events, 0, 2_000));
    }

    [Fact]
    public void What_is_older_than_five_minutes_is_forgotten_and_so_is_a_silo_that_has_gone()
    {
        _window.Take(Counted.Cluster(Counted.Silo("gone", 0, [Counted.Sample(1_000, 1)])));
        _window.Take(Counted.Cluster(Counted.Silo("a", 0, [Counted.Sample(2_000, 1), Counted.Sample(302_000, 1)])));

        Assert.Equal(["a"], _window.Series.Select(s => s.Silo));
        Assert.Equal([2_000L, 302_000], _window.Series[0].Samples.Select(s => s.AtMs));
    }
}
