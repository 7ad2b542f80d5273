using UserRep.Benchmarks.Results.Charts;
using Xunit;

namespace UserRep.Tests.Benchmarks.Results.Charts;

public sealed class LineBreaksTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("one two", "one two")]
    [InlineData("one two three", "one two\nthree")]
    [InlineData("a unbreakable b", "a\nunbreakable\nb")]
    public void Lines_break_between_words_and_are_no_longer_than_they_may_be(string text, string broken) => Assert.Equal(broken, LineBreaks.Insert(text, 8));
}
