namespace UserRep.Grains.Encoding;

/// <summary>
/// How many vectors of events this silo has computed at once. However many users an avalanche of events moves, the others wait here, in the
/// order they came, and cost little: their features are made when it is their turn, from all that has happened by then.
/// </summary>
internal sealed class EncoderPlaces(EncoderPoolOptions options) : IDisposable
{
    // Enough for full runs of the model whatever else goes on, and no more: readers, who do not wait here, stand behind those who have a place.
    private const int RunsAhead = 4;

    // Of what may wait for one model no more than half: readers find room beside them.
    private readonly SemaphoreSlim _free = new(Math.Clamp(RunsAhead * options.MaxBatch, 1, Math.Max(1, options.MaxWaiting / 2)));

    private int _waiting;

    /// <summary>Gets how many users wait for a place.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public Task WaitAsync() => _free.Wait(0) ? Task.CompletedTask : InTurnAsync();

    public void Release() => _free.Release();

    public void Dispose() => _free.Dispose();

    private async Task InTurnAsync()
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _free.WaitAsync().ConfigureAwait(true);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
