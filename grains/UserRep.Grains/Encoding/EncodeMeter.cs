using UserRep.Grains.Metrics;

namespace UserRep.Grains.Encoding;

/// <summary>
/// Counts how the encodes of a version end, and how long they took from the model's queue to the vector. Written by the encoder's thread alone,
/// without a lock and without allocating; who reads meanwhile may miss the last one.
/// </summary>
internal sealed class EncodeMeter(ServiceMeter service, TimeProvider time)
{
    private readonly long[] _latencies = new long[LatencyBuckets.Count];
    private long _encodes;
    private long _errors;
    private long _notFinite;

    /// <summary>The moment that <see cref="Record"/> is to be given.</summary>
    public long Start() => time.GetTimestamp();

    public void Record(EncodeOutcome outcome, long start)
    {
        _latencies[LatencyBuckets.Of(time.GetElapsedTime(start).Ticks / TimeSpan.TicksPerMicrosecond)]++;
        _errors += outcome == EncodeOutcome.Error ? 1 : 0;
        _notFinite += outcome == EncodeOutcome.NotFinite ? 1 : 0;
        Volatile.Write(ref _encodes, _encodes + 1);
        if (outcome != EncodeOutcome.Vector)
        {
            service.EncodeFailed(outcome == EncodeOutcome.NotFinite);
        }
    }

    /// <summary>One run of the model, for several, ended well.</summary>
    public void Ran(int vectors, long start) => service.Encoded(vectors, time.GetElapsedTime(start));

    /// <summary>What has been counted up to now.</summary>
    public EncodeReport Report()
    {
        long encodes = Volatile.Read(ref _encodes);
        return new EncodeReport(encodes, Volatile.Read(ref _errors), Volatile.Read(ref _notFinite), [.. _latencies]);
    }
}
