using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace UserRep.Testing;

/// <summary>What a test needs that is not part of the repository.</summary>
public static class Requirement
{
    private const string All = "USERREP_REQUIRE_ALL";

    /// <summary>Skips the test, or fails it where everything must be at hand, as in CI.</summary>
    [DoesNotReturn]
    public static void Missing(string reason)
    {
        if (Environment.GetEnvironmentVariable(All) == "1")
        {
            Assert.Fail($"{reason} {All} asks for it.");
        }

        Assert.Skip(reason);
    }
}
