using Deque.AxeCore.Commons;
using Xunit;

namespace UserRep.BrowserTests.Dashboard;

/// <summary>What a check of accessibility must have found.</summary>
internal static class Axe
{
    private static readonly string[] _grave = ["serious", "critical"];

    public static void NothingGrave(AxeResult result)
    {
        Assert.NotEmpty(result.Passes);
        Assert.Equal(
            string.Empty,
            string.Join(Environment.NewLine, result.Violations.Where(v => _grave.Contains(v.Impact)).Select(v => $"{v.Id}: {v.Help}: {string.Join("; ", v.Nodes.Select(n => n.Html))}")));
    }
}
