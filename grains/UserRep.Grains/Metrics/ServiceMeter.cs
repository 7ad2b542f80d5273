using System.Diagnostics.Metrics;
using UserRep.Grains.Vitals;

namespace UserRep.Grains.Metrics;

/// <summary>
/// What this silo counts as it happens. Labels come from short fixed lists and never name a user. What somebody counts already is not
/// counted again here: <see cref="ServiceGauges"/> looks at it when it is asked for.
/// </summary>
internal sealed class ServiceMeter : IDisposable
{
    /// <summary>The meter's name, by which an exporter asks for it.</summary>
    public const string Name = "UserRep";

    private static readonly InstrumentAdvice<double> _times = new() { HistogramBucketBoundaries = Latency.BoundsSeconds };

    private readonly Counter<long> _accepted;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _append;
    private readonly Histogram<double> _eventToVector;
    private readonly Counter<long> _vectors;
    private readonly Histogram<double> _encode;
    private readonly Counter<long> _encodeFailures;
    private readonly Counter<long> _snapshotsWritten;
    private readonly Counter<long> _snapshotsDropped;
    private readonly Counter<long> _logFailures;
    private readonly Counter<long> _compared;
    private readonly Counter<long> _different;

    // An instrument cannot be asked what it has counted.
    private readonly long[] _late = new long[Latency.BoundsSeconds.Count + 1];
    private readonly long[] _appends = new long[Latency.BoundsSeconds.Count + 1];
    private long _acceptedEvents;
    private long _refusedEvents;
    private long _computedVectors;
    private long _failedVectors;
    private long _failedLogCalls;
    private long _droppedSnapshots;

    public ServiceMeter()
    {
        _accepted = Meter.CreateCounter<long>("userrep.events.accepted", "{event}", "Events that are durable in the log.");
        _duplicates = Meter.CreateCounter<long>("userrep.events.duplicates", "{event}", "Events that the log had already.");
        _refused = Meter.CreateCounter<long>("userrep.events.refused", "{event}", "Events of requests that were not accepted.");
        _append = Meter.CreateHistogram("userrep.append.duration", "s", "From a checked request to its events being durable.", advice: _times);
        _eventToVector = Meter.CreateHistogram("userrep.event_to_vector.duration", "s", "From the receipt of the first event that a vector lacked to the vector that has it.", advice: _times);
        _vectors = Meter.CreateCounter<long>("userrep.vectors.computed", "{vector}", "Vectors that a model has computed.");
        _encode = Meter.CreateHistogram("userrep.encode.duration", "s", "One run of a model, for up to a batch of users.", advice: _times);
        _encodeFailures = Meter.CreateCounter<long>("userrep.encode.failures", "{vector}", "Vectors that a model failed to give.");
        _snapshotsWritten = Meter.CreateCounter<long>("userrep.snapshots.written", "{snapshot}", "Snapshots handed to the store and stored.");
        _snapshotsDropped = Meter.CreateCounter<long>("userrep.snapshots.dropped", "{snapshot}", "Snapshots not stored; the log has everything, and they are taken again.");
        _logFailures = Meter.CreateCounter<long>("userrep.log.failures", "{failure}", "Calls of the log that failed.");
        _compared = Meter.CreateCounter<long>("userrep.parity.checked", "{vector}", "Vectors that were computed again from the log alone.");
        _different = Meter.CreateCounter<long>("userrep.parity.mismatches", "{vector}", "Those of them that were others than the log gives.");
    }

    /// <summary>Gets the meter, for instruments that are looked at and not written to.</summary>
    public Meter Meter { get; } = new(Name);

    /// <summary>Gets how many events became durable.</summary>
    public long AcceptedEvents => Interlocked.Read(ref _acceptedEvents);

    /// <summary>Gets how many events were not accepted though nothing was wrong with them.</summary>
    public long RefusedEvents => Interlocked.Read(ref _refusedEvents);

    /// <summary>Gets how many vectors models have computed.</summary>
    public long ComputedVectors => Interlocked.Read(ref _computedVectors);

    /// <summary>Gets how many vectors models failed to give.</summary>
    public long FailedVectors => Interlocked.Read(ref _failedVectors);

    /// <summary>Gets how many calls of the log failed.</summary>
    public long FailedLogCalls => Interlocked.Read(ref _failedLogCalls);

    /// <summary>Gets how many snapshots were not stored.</summary>
    public long DroppedSnapshots => Interlocked.Read(ref _droppedSnapshots);

    /// <summary>How long vectors took after their event, counted between <see cref="Latency.BoundsSeconds"/>.</summary>
    public long[] EventToVector() => Counts(_late);

    /// <summary>How long requests waited for their events to be durable, counted between <see cref="Latency.BoundsSeconds"/>.</summary>
    public long[] AppendDuration() => Counts(_appends);

    /// <summary>Has every count begin at 0: of one that is first seen at 1 nobody can tell that it rose.</summary>
    public void Begin()
    {
        _accepted.Add(0);
        _duplicates.Add(0);
        _vectors.Add(0);
        _compared.Add(0);
        _different.Add(0);
        SnapshotsWritten(0);
        foreach (string reason in RefusalReasons.All)
        {
            Refused(0, reason);
        }

        foreach (bool either in (bool[])[false, true])
        {
            EncodeFailed(either, 0);
            SnapshotsDropped(0, either);
            LogFailed(either, 0);
        }
    }

    public void Accepted(int events, int duplicates, TimeSpan took)
    {
        _accepted.Add(events);
        Interlocked.Add(ref _acceptedEvents, events);
        _duplicates.Add(duplicates);
        _append.Record(took.TotalSeconds);
        Interlocked.Increment(ref _appends[Latency.PlaceOf(took.TotalSeconds)]);
    }

    /// <param name="events">How many the request had.</param>
    /// <param name="reason">One of <see cref="RefusalReasons"/>.</param>
    public void Refused(int events, string reason)
    {
        _refused.Add(events, new KeyValuePair<string, object?>("reason", reason));
        Interlocked.Add(ref _refusedEvents, reason == RefusalReasons.Invalid ? 0 : events);
    }

    public void VectorHasEvents(TimeSpan afterReceipt)
    {
        double seconds = Math.Max(0, afterReceipt.TotalSeconds);
        _eventToVector.Record(seconds);
        Interlocked.Increment(ref _late[Latency.PlaceOf(seconds)]);
    }

    /// <summary>A run of a model ended well.</summary>
    public void Encoded(int vectors, TimeSpan took)
    {
        _vectors.Add(vectors);
        Interlocked.Add(ref _computedVectors, vectors);
        _encode.Record(took.TotalSeconds);
    }

    public void EncodeFailed(bool isNotFinite, int vectors = 1)
    {
        _encodeFailures.Add(vectors, new KeyValuePair<string, object?>("kind", isNotFinite ? "not_finite" : "error"));
        Interlocked.Add(ref _failedVectors, vectors);
    }

    public void SnapshotsWritten(int snapshots) => _snapshotsWritten.Add(snapshots);

    public void SnapshotsDropped(int snapshots, bool isFull)
    {
        _snapshotsDropped.Add(snapshots, new KeyValuePair<string, object?>("reason", isFull ? "full" : "failed"));
        Interlocked.Add(ref _droppedSnapshots, snapshots);
    }

    public void LogFailed(bool isAppend, int calls = 1)
    {
        _logFailures.Add(calls, new KeyValuePair<string, object?>("operation", isAppend ? "append" : "read"));
        Interlocked.Add(ref _failedLogCalls, calls);
    }

    /// <summary>A vector was held against the log.</summary>
    public void Compared(bool isDifferent)
    {
        _compared.Add(1);
        _different.Add(isDifferent ? 1 : 0);
    }

    public void Dispose() => Meter.Dispose();

    private static long[] Counts(long[] places) => [.. places.Select((_, place) => Interlocked.Read(ref places[place]))];
}
