namespace UserRep.Tests.Grains.Hosting;

/// <summary>Waits for what comes by itself, without a clock: it looks until it is so.</summary>
internal static class Wait
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    public static Task UntilAsync(Func<bool> isSo) => UntilAsync(() => Task.FromResult(isSo()));

    /// <exception cref="OperationCanceledException">It was not so for too long, or the test was given up.</exception>
    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using CancellationTokenSource giveUp = CancellationTokenSource.CreateLinkedTokenSource(Xunit.TestContext.Current.CancellationToken);
        giveUp.CancelAfter(_patience);
        while (!await isSo())
        {
            giveUp.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
