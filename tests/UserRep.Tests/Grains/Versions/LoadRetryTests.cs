using Microsoft.Extensions.Time.Testing;
using UserRep.Grains.Versions;
using Xunit;

namespace UserRep.Tests.Grains.Versions;

public sealed class LoadRetryTests
{
    private static readonly TimeSpan _tick = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly LoadRetry _retry;

    public LoadRetryTests() => _retry = new LoadRetry(_time);

    [Fact]
    public void It_looks_soon_and_then_ever_more_seldom()
    {
        double[] looks = Looks(TimeSpan.FromMinutes(30), "one");

        Assert.Equal([2, 6, 14, 30, 62, 126, 254, 510, 810, 1110, 1410, 1710], looks);
    }

    [Fact]
    public void Nothing_that_failed_is_nothing_to_look_at() => Assert.Empty(Looks(TimeSpan.FromMinutes(1)));

    [Fact]
    public void One_more_that_fails_is_looked_at_soon_though_another_has_failed_for_long()
    {
        Looks(TimeSpan.FromMinutes(30), "one");

        Assert.Equal([2, 6], Looks(TimeSpan.FromSeconds(10), "one", "two"));
    }

    [Fact]
    public void One_that_was_mended_and_fails_again_is_looked_at_soon()
    {
        Looks(TimeSpan.FromMinutes(30), "one");
        Looks(_tick);

        Assert.Equal([2, 6], Looks(TimeSpan.FromSeconds(10), "one"));
    }

    /// <returns>When it was time, in seconds.</returns>
    private double[] Looks(TimeSpan span, params string[] failed)
    {
        List<double> looks = [];
        for (TimeSpan at = TimeSpan.Zero; at <= span; at += _tick)
        {
            if (_retry.IsDue(failed))
            {
                looks.Add(at.TotalSeconds);
            }

            _time.Advance(_tick);
        }

        return [.. looks];
    }
}
