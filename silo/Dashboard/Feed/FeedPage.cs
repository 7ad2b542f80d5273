using Microsoft.AspNetCore.Components;

namespace UserRep.Silo.Dashboard.Feed;

/// <summary>A part of the dashboard that shows what the feed has, and anew whenever that changes.</summary>
public abstract class FeedPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _watching;
    private bool _isRefreshing;

    [Inject]
    private protected DashboardFeed Feed { get; set; } = default!;

    /// <summary>Gets what there is; null before the first answer.</summary>
    private protected FeedSnapshot? Now { get; private set; }

    /// <summary>Gets what ends with the page.</summary>
    private protected CancellationToken Gone => _gone.Token;

    /// <summary>Ends the watching.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the watching.</summary>
    /// <param name="disposing">Whether it is meant.</param>
    protected virtual void Dispose(bool disposing)
    {
        _watching?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => Now = await Feed.LookAsync(Gone);

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _watching = Feed.Watch(() => _ = InvokeAsync(RefreshAsync));
        }
    }

    /// <summary>What a page does besides when there is something new.</summary>
    private protected virtual Task RenewAsync() => Task.CompletedTask;

    private async Task RefreshAsync()
    {
        // One that takes longer than a round is not asked for twice.
        if (_isRefreshing)
        {
            return;
        }

        _isRefreshing = true;
        try
        {
            Now = await Feed.LookAsync(Gone);
            await RenewAsync();
            StateHasChanged();
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            // The page has gone meanwhile.
        }
        finally
        {
            _isRefreshing = false;
        }
    }
}
