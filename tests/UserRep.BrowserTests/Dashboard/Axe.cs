using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace UserRep.BrowserTests.Dashboard;

/// <summary>Checks of accessibility.</summary>
internal static class Axe
{
    private static readonly string[] _grave = ["serious", "critical"];

    /// <summary>Gets what a page is asked: of what it does well, one place of each will do.</summary>
    private static AxeRunOptions All => new() { ResultTypes = [ResultType.Violations] };

    /// <summary>Gets the same of colours alone.</summary>
    private static AxeRunOptions Colours => new() { ResultTypes = [ResultType.Violations], RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast", "link-in-text-block"] } };

    public static async Task NothingGraveAsync(IPage page) => NothingGrave(await page.RunAxe(All));

    /// <summary>For a page that has had the rest of the checks in other colours.</summary>
    public static async Task NothingGraveInColoursAsync(IPage page) => NothingGrave(await page.RunAxe(Colours));

    private static void NothingGrave(AxeResult result)
    {
        Assert.NotEmpty(result.Passes);
        Assert.Equal(
            string.Empty,
            string.Join(Environment.NewLine, result.Violations.Where(v => _grave.Contains(v.Impact)).Select(v => $"{v.Id}: {v.Help}: {string.Join("; ", v.Nodes.Select(n => n.Html))}")));
    }
}
