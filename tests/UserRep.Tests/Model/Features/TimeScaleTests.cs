using CsCheck;
using UserRep.Model.Features;
using Xunit;

namespace UserRep.Tests.Model.Features;

public class TimeScaleTests
{
    [Fact]
    public void What_is_written_is_read_back() => Gen.Select(Gen.Int[1, int.MaxValue], Gen.OneOf(Gen.Const('m'), Gen.Const('h'), Gen.Const('d'))).Sample((count, unit) =>
    {
        TimeScale scale = TestSpecs.Scale($"{count}{unit}");
        Assert.Equal(scale, TestSpecs.Scale(scale.ToString()));
    });

    [Theory]
    [InlineData("30m", "30m", 1_800_000d)]
    [InlineData("60m", "1h", 3_600_000d)]
    [InlineData("36h", "36h", 129_600_000d)]
    [InlineData("48h", "2d", 172_800_000d)]
    [InlineData("forever", "forever", double.PositiveInfinity)]
    public void A_scale_is_written_in_the_largest_whole_unit(string text, string written, double milliseconds)
    {
        Assert.Equal(written, TestSpecs.Scale(text).ToString());
        Assert.Equal(milliseconds, TestSpecs.Scale(text).Milliseconds);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("7")]
    [InlineData("0d")]
    [InlineData("-7d")]
    [InlineData("+7d")]
    [InlineData("7 d")]
    [InlineData("1.5d")]
    [InlineData("7D")]
    [InlineData("7s")]
    [InlineData("Forever")]
    [InlineData("99999999999d")]
    public void What_is_no_scale_is_not_read(string? text) => Assert.False(TimeScale.TryParse(text, out _));

    [Fact]
    public void Decay_is_the_exponential_of_age_over_tau()
    {
        Assert.Equal(1f, TimeScale.FromDays(7).Decay(0));
        Assert.Equal((float)Math.Exp(-1), TimeScale.FromDays(7).Decay(7 * 86_400_000L));
        Assert.Equal(1f, TimeScale.Forever.Decay(long.MaxValue));
        Assert.Equal(0f, TestSpecs.Scale("1m").Decay(long.MaxValue));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void No_days_are_no_scale(double days) => Assert.Throws<ArgumentOutOfRangeException>(() => TimeScale.FromDays(days));
}
