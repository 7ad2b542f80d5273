using UserRep.Training.Engine;
using Xunit;

namespace UserRep.Tests.Training.Engine;

public sealed class LearningRateScheduleTests
{
    [Fact]
    public void A_cosine_schedule_warms_up_and_ends_at_its_final_share()
    {
        var schedule = new LearningRateSchedule { Peak = 2, WarmupSteps = 4, TotalSteps = 104, FinalShare = 0.1f };
        Assert.Equal(0.5f, schedule.At(0));
        Assert.Equal(2, schedule.At(3));
        Assert.Equal(2, schedule.At(4));
        Assert.Equal(1.1f, schedule.At(54), 1e-5f);
        Assert.Equal(0.2f, schedule.At(104), 1e-5f);
        Assert.Equal(0.2f, schedule.At(1000), 1e-5f);
    }

    [Fact]
    public void A_linear_schedule_falls_in_a_line_and_none_stays()
    {
        var linear = new LearningRateSchedule { Peak = 1, TotalSteps = 10, Decay = LearningRateDecay.Linear };
        var flat = new LearningRateSchedule { Peak = 1, TotalSteps = 10, Decay = LearningRateDecay.None };
        for (var step = 0; step <= 10; step++)
        {
            Assert.Equal(1 - (step / 10f), linear.At(step), 1e-6f);
            Assert.Equal(1, flat.At(step));
        }
    }
}
