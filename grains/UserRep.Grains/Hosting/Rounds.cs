namespace UserRep.Grains.Hosting;

/// <summary>Goes round many, each for itself: whoever fails or does not answer is told of, and holds up the others for no longer than that.</summary>
/// <param name="patience">How long one is waited for.</param>
/// <param name="time">The clock.</param>
internal sealed class Rounds(TimeSpan patience, TimeProvider time)
{
    /// <summary>Calls on each in turn.</summary>
    /// <param name="all">Whom.</param>
    /// <param name="call">What is asked of one.</param>
    /// <param name="failed">Is told who did not do it, and why.</param>
    /// <param name="cancellation">Ends the round.</param>
    /// <exception cref="OperationCanceledException">The round was ended.</exception>
    public async Task GoAsync<T>(IEnumerable<T> all, Func<T, Task> call, Action<T, Exception> failed, CancellationToken cancellation)
    {
        foreach (T one in all)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                await call(one).WaitAsync(patience, time, cancellation).ConfigureAwait(false);
            }
            catch (Exception error) when (!cancellation.IsCancellationRequested)
            {
                failed(one, error);
            }
        }
    }
}
