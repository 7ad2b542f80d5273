using Microsoft.Playwright;
using UserRep.BrowserTests.Browsing;

namespace UserRep.BrowserTests.Dashboard;

/// <summary>Pictures of pages, for whoever names a folder for them.</summary>
internal static class Screenshots
{
    public static async Task TakeAsync(Window window, string name, bool isWhole = true)
    {
        if (Environment.GetEnvironmentVariable("USERREP_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await window.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name.Replace(' ', '-')}.png"), FullPage = isWhole });
        }
    }
}
