extern alias Silo;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Silo::UserRep.Silo.Hosting;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>By how much a clock may be set back; what comes of one that is set back by more is in the fault matrix.</summary>
public sealed class ClockWatchTests
{
    private readonly SiloOptions _options = new() { Grains = { UserIdle = TimeSpan.FromMinutes(30) } };
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(0, -29, false)]
    [InlineData(0, -30, true)]
    [InlineData(60, -29, false)]
    [InlineData(60, -60, true)]
    public void It_may_not_go_back_by_as_much_as_users_stay_in_memory(int ahead, int back, bool isTooFar)
    {
        using ClockWatch watch = new(_options, _time, null!, NullLogger<ClockWatch>.Instance);
        Step(ahead);
        Assert.False(watch.IsSetBack());
        Step(back);
        Assert.Equal(isTooFar, watch.IsSetBack());
    }

    [Fact]
    public void Steps_back_add_up_until_the_clock_is_where_it_was()
    {
        using ClockWatch watch = new(_options, _time, null!, NullLogger<ClockWatch>.Instance);
        Step(-20);
        Assert.False(watch.IsSetBack());
        Step(20);
        Assert.False(watch.IsSetBack());
        Step(-20);
        Assert.False(watch.IsSetBack());
        Step(-20);
        Assert.True(watch.IsSetBack());
    }

    private void Step(int minutes) => _time.AdjustTime(_time.GetUtcNow().AddMinutes(minutes));
}
