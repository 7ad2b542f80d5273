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
    [InlineData(1_800, 0, -1_798, false)]
    [InlineData(1_800, 0, -1_799, true)]
    [InlineData(1_800, 3_600, -1_798, false)]
    [InlineData(1_800, 3_600, -7_200, true)]
    [InlineData(61, 0, -59, false)]
    [InlineData(61, 0, -60, true)]
    public void It_may_not_go_back_by_as_much_as_users_stay_in_memory(int idle, int ahead, int back, bool isTooFar)
    {
        _options.Grains.UserIdle = TimeSpan.FromSeconds(idle);
        using ClockWatch watch = new(_options, _time, null!, NullLogger<ClockWatch>.Instance);
        Step(ahead);
        Assert.False(watch.Look());
        Step(back);
        Assert.Equal(isTooFar, watch.Look());
    }

    [Fact]
    public void Steps_back_add_up_until_the_clock_is_where_it_was()
    {
        using ClockWatch watch = new(_options, _time, null!, NullLogger<ClockWatch>.Instance);
        Step(-1_200);
        Assert.False(watch.Look());
        Step(1_200);
        Assert.False(watch.Look());
        Step(-1_200);
        Assert.False(watch.Look());
        Step(-1_200);
        Assert.True(watch.Look());
    }

    private void Step(int seconds) => _time.AdjustTime(_time.GetUtcNow().AddSeconds(seconds));
}
