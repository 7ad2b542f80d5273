using Microsoft.Playwright;
using UserRep.Testing;

namespace UserRep.BrowserTests.Browsing;

/// <summary>A real browser, without a window. Where there is none the test is skipped, or fails where everything must be at hand.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string Path = "/usr/bin/chromium";

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    /// <summary>An expectation waits as long as anything else in a page does; its own default of 5 s is little where silos start beside it.</summary>
    static Chromium() => Assertions.SetDefaultExpectTimeout(30_000);

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Chromium> StartAsync()
    {
        if (!File.Exists(Path))
        {
            Requirement.Missing("Chromium is not installed (on Debian: apt-get install chromium).");
        }

        IPlaywright playwright = await Playwright.CreateAsync();

        // Containers let no process make a sandbox, and the pages are our own.
        IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Path, Args = ["--no-sandbox"] });
        return new Chromium(playwright, browser);
    }

    /// <summary>Opens a window of its own, with nothing remembered.</summary>
    public async Task<Window> OpenAsync(Uri service, int width, int height, ColorScheme scheme)
    {
        IBrowserContext context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = service.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        return new Window(context, await context.NewPageAsync(), service);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
