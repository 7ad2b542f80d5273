using Microsoft.Extensions.Time.Testing;
using UserRep.Grains.Silos;
using Xunit;

namespace UserRep.Tests.Grains.Silos;

public sealed class StandstillGuardTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_silo_that_ticks_is_trusted()
    {
        StandstillGuard guard = new(_time, isAlone: false);
        for (int i = 0; i < 20; i++)
        {
            _time.Advance(StandstillGuard.Limit / 2);
            Assert.True(guard.IsTrusted);
            Assert.False(guard.Tick());
        }
    }

    [Fact]
    public void One_that_stood_still_is_not_before_its_first_tick_nor_after_it_until_it_has_looked()
    {
        StandstillGuard guard = new(_time, isAlone: false);
        _time.Advance(StandstillGuard.Limit);

        Assert.False(guard.IsTrusted);
        Assert.True(guard.Tick());
        Assert.False(guard.IsTrusted);

        // It could not look: the doubt stays, however often it ticks.
        Assert.True(guard.Tick());
        Assert.False(guard.IsTrusted);
        guard.Confirm();
        Assert.True(guard.IsTrusted);
        Assert.False(guard.Tick());
    }

    [Fact]
    public void One_that_is_alone_has_nobody_to_be_given_up_by()
    {
        StandstillGuard guard = new(_time, isAlone: true);
        _time.Advance(StandstillGuard.Limit * 10);

        Assert.True(guard.IsTrusted);
    }
}
