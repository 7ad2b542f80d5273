extern alias Silo;

using Silo::UserRep.Silo.Access.SignIn;
using Xunit;

namespace UserRep.Tests.Service.Access;

public sealed class ReturnPathTests
{
    [Theory]
    [InlineData("/dashboard?a=b", "/dashboard?a=b")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("dashboard", "/")]
    [InlineData("//example.org", "/")]
    [InlineData("/\\example.org", "/")]
    [InlineData("https://example.org", "/")]
    [InlineData("/a\nb", "/")]
    public void Nobody_is_sent_elsewhere(string? given, string path) => Assert.Equal(path, ReturnPath.Of(given));
}
