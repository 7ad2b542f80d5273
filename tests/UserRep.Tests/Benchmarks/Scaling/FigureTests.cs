using UserRep.Benchmarks.Scaling;
using Xunit;

namespace UserRep.Tests.Benchmarks.Scaling;

public sealed class FigureTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.01234, "0.0123")]
    [InlineData(999.9, "1 k")]
    [InlineData(4_096, "4.1 k")]
    [InlineData(6e8, "600 M")]
    [InlineData(-2_500, "-2.5 k")]
    public void Three_digits_count(double number, string text) => Assert.Equal(text, Figure.Short(number));

    [Theory]
    [InlineData(500, "500 B")]
    [InlineData(2.2e12, "2.2 TB")]
    public void Bytes_have_their_letter(double bytes, string text) => Assert.Equal(text, Figure.Bytes(bytes));
}
