namespace UserRep.Grains.Parity;

/// <summary>
/// The vector that is looked at next: of those that are being computed, the first after the last one was taken. Whatever is ever read was
/// computed once, so that every vector has its chance.
/// </summary>
internal sealed class ParitySamples
{
    private ParitySample? _next;

    /// <summary>A vector was computed. While one waits already this costs a look.</summary>
    public void Offer(string userId, string version)
    {
        if (Volatile.Read(ref _next) is null)
        {
            Volatile.Write(ref _next, new ParitySample(userId, version));
        }
    }

    /// <returns>The one that waits; null for none.</returns>
    public ParitySample? Take() => Interlocked.Exchange(ref _next, null);
}
