using Grpc.Core;
using Grpc.Net.Client;

namespace UserRep.Client;

/// <summary>One address of the service. After calls that did not reach it, it rests, longer each time, and is asked again when nobody else is left, or it has rested.</summary>
internal sealed class SiloChannel(GrpcChannel channel, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan _longestRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _firstRest = TimeSpan.FromSeconds(1);

    private readonly Lock _changing = new();
    private TimeSpan _rest;
    private long _restsUntil;

    public CallInvoker Calls { get; } = channel.CreateCallInvoker();

    /// <summary>Gets when it is to be asked again, by the clock's own count; in the past if it is not resting.</summary>
    public long RestsUntil => Volatile.Read(ref _restsUntil);

    public bool IsResting => RestsUntil > time.GetTimestamp();

    public void Reached()
    {
        if (RestsUntil != 0)
        {
            lock (_changing)
            {
                (_rest, _restsUntil) = (TimeSpan.Zero, 0);
            }
        }
    }

    public void NotReached()
    {
        lock (_changing)
        {
            // Calls that failed together count once.
            if (!IsResting)
            {
                _rest = _rest == TimeSpan.Zero ? _firstRest : 2 * _rest < _longestRest ? 2 * _rest : _longestRest;
                _restsUntil = time.GetTimestamp() + (long)(_rest.TotalSeconds * time.TimestampFrequency);
            }
        }
    }

    public void Dispose() => channel.Dispose();
}
