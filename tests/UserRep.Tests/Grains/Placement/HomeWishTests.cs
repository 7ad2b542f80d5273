using Microsoft.Extensions.Time.Testing;
using UserRep.Grains.Placement;
using Xunit;

namespace UserRep.Tests.Grains.Placement;

public sealed class HomeWishTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Whoever_stays_away_is_asked_to_move_now_and_then()
    {
        HomeWish wish = default;
        List<int> asked = [];
        for (int second = 0; second <= 13; second++)
        {
            if (wish.IsToMove(isHome: false, _time))
            {
                asked.Add(second);
            }

            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([4, 8, 12], asked);
    }

    [Fact]
    public void Whoever_is_at_home_or_away_for_a_moment_is_not()
    {
        HomeWish wish = default;
        for (int i = 0; i < 10; i++)
        {
            Assert.False(wish.IsToMove(isHome: i % 2 == 0, _time));
            _time.Advance(HomeWish.Rest);
        }
    }
}
