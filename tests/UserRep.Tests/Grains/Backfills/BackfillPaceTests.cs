using UserRep.Grains.Backfills;
using Xunit;

namespace UserRep.Tests.Grains.Backfills;

public sealed class BackfillPaceTests
{
    [Fact]
    public void Whatever_a_step_takes_the_rate_is_kept_and_steps_are_small()
    {
        Random random = new(5);
        for (int round = 0; round < 500; round++)
        {
            int rate = 1 + random.Next(random.Next(2) == 0 ? 50 : 20_000);
            BackfillPace pace = new(rate);
            TimeSpan spent = TimeSpan.Zero;
            long users = 0;
            for (int step = 0; step < 50; step++)
            {
                int built = random.Next(pace.StepUsers + 1);
                TimeSpan took = TimeSpan.FromMilliseconds(random.Next(100));
                spent += took + pace.WaitAfter(built, random.Next(built, pace.StepEvents + 1), took);
                users += built;
            }

            Assert.True(users <= rate * (spent.TotalSeconds + 0.001), $"{users} users in {spent} at {rate}/s");
            Assert.InRange(pace.StepUsers, 1, 200);
            Assert.InRange(pace.StepEvents, pace.StepUsers, 1_000);
        }
    }

    [Fact]
    public void A_stretch_without_anybody_new_is_waited_after_as_well() =>
        Assert.Equal(TimeSpan.FromMilliseconds(18), new BackfillPace(1_000).WaitAfter(0, 1_000, TimeSpan.FromMilliseconds(2)));

    [Fact]
    public void The_meter_tells_the_last_half_minute_and_nothing_before_there_are_two_readings()
    {
        BackfillMeter meter = new();
        Assert.Null(meter.PerSecond);
        meter.Read(TimeSpan.FromSeconds(1_000), 50, 500);
        Assert.Null(meter.PerSecond);
        for (int second = 1; second <= 100; second++)
        {
            // Slow at first: that is forgotten.
            meter.Read(TimeSpan.FromSeconds(1_000 + second), 50 + (second < 50 ? second : 50 + ((second - 50) * 20)), 500 + (second < 50 ? 0 : (second - 50) * 300));
        }

        Assert.Equal(new BackfillRate(20, 300), meter.PerSecond);
        meter.Clear();
        Assert.Null(meter.PerSecond);
    }
}
