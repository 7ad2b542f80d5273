extern alias Silo;

using Silo::UserRep.Silo.Dashboard.Charts;
using Xunit;

namespace UserRep.Tests.Dashboard.Charts;

public class SayTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.254, "0.25")]
    [InlineData(4.25, "4.3")]
    [InlineData(9.96, "10")]
    [InlineData(12_500, "12,500")]
    public void Numbers_have_three_digits_or_so(double number, string said) => Assert.Equal(said, Say.Number(number));

    [Theory]
    [InlineData(0.0042, "4.2 ms")]
    [InlineData(0.25, "250 ms")]
    [InlineData(2.5, "2.5 s")]
    [InlineData(42, "42 s")]
    [InlineData(60, "1 min")]
    [InlineData(600, "10 min")]
    [InlineData(3_600, "1 h")]
    [InlineData(86_400, "24 h")]
    [InlineData(864_000, "10 days")]
    public void Times_are_in_what_suits_them(double seconds, string said) => Assert.Equal(said, Say.Time(seconds));

    [Theory]
    [InlineData(512, "512 B")]
    [InlineData(1_536, "1.5 KB")]
    [InlineData(3.5 * 1024 * 1024 * 1024, "3.5 GB")]
    public void Sizes_are_in_what_suits_them(double bytes, string said) => Assert.Equal(said, Say.Bytes(bytes));
}
