using UserRep.Grains.Versions.Lifecycle;

namespace UserRep.Grains.Versions.Rollouts;

/// <summary>
/// Carries the moves of one version out, one at a time, beside the calls of its grain: before a move on, vectors are computed for up to half a
/// minute. A move back does not wait for that. Used by the version's grain alone.
/// </summary>
internal sealed class RolloutMover(IVersionRegistry versions)
{
    private Task _running = Task.CompletedTask;
    private Action? _stop;
    private bool _isBack;

    /// <summary>Begins a move, unless one is under way that it need not stop.</summary>
    /// <param name="change">The move.</param>
    /// <param name="ended">Is told when it is done, or why it cannot be.</param>
    public async Task BeginAsync(VersionChange change, Action<Exception?> ended)
    {
        bool isBack = change.Action == VersionAction.RollBack;
        if (!_running.IsCompleted)
        {
            if (!isBack || _isBack)
            {
                return;
            }

            _stop?.Invoke();
            await _running;
        }

        _isBack = isBack;
        _running = RunAsync(change, ended);
    }

    private async Task RunAsync(VersionChange change, Action<Exception?> ended)
    {
        using CancellationTokenSource stop = new();
        _stop = stop.Cancel;
        try
        {
            await versions.ChangeAsync(change, stop.Token);
            ended(null);
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            // Decided anew in a period. Somebody else may have moved it; or the storage is away.
            ended(error);
        }
        catch (Exception)
        {
            // Stopped: a move back is about to take its place.
        }
    }
}
