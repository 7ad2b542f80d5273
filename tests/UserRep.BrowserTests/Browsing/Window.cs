using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace UserRep.BrowserTests.Browsing;

/// <summary>A window that notes what the page asks for and complains of.</summary>
public sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = [];
    private readonly ConcurrentQueue<string> _elsewhere = [];
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Window(IBrowserContext context, IPage page, Uri service)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) => Note(message.Type is "error" or "warning" ? $"{message.Type}: {message.Text}" : null);
        page.PageError += (_, error) => Note(error);
        page.RequestFailed += (_, request) => Note(request.Failure is "net::ERR_ABORTED" ? null : $"{request.Url}: {request.Failure}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("data:", StringComparison.Ordinal) && new Uri(request.Url).Authority != service.Authority)
            {
                _elsewhere.Enqueue(request.Url);
            }
        };
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, _) => _connected.TrySetResult();
    }

    public IPage Page { get; }

    /// <summary>Gets errors and warnings of the console, and what could not be loaded.</summary>
    public IEnumerable<string> Complaints => _complaints;

    /// <summary>Gets requests to other hosts.</summary>
    public IEnumerable<string> Elsewhere => _elsewhere;

    /// <summary>Opens a page, and returns when it is at work: buttons do something.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await _connected.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Page.Locator("html[data-live]").WaitForAsync();
    }

    /// <summary>Signs in with a key, and returns at a page of those one may see by it.</summary>
    public async Task SignInAsync(string key, string path)
    {
        await Page.GotoAsync($"/sign-in?returnUrl={path}");
        await Page.GetByLabel("Key").FillAsync(key);
        await Page.Keyboard.PressAsync("Enter");
        await Page.WaitForURLAsync($"**{path}");
    }

    /// <summary>From now on it is dark, as where somebody's evening begins.</summary>
    public Task DarkenAsync() => Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private void Note(string? complaint)
    {
        if (complaint is not null)
        {
            _complaints.Enqueue(complaint);
        }
    }
}
