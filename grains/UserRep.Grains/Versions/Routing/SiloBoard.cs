using UserRep.Grains.Versions.Retirements;

namespace UserRep.Grains.Versions.Routing;

/// <summary>
/// What the catalogue knows of the silos: which plan each one serves, for how long it may, and what was read there. A silo that has not
/// been heard of for a lease routes no reads any more, so a plan is in force once all others serve it.
/// </summary>
internal sealed class SiloBoard
{
    /// <summary>How long a silo may serve a plan after it asked for it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    /// <summary>How long after a board begins leases may still be held that another gave: it gave none any more once it looked whether it is the one.</summary>
    public static readonly TimeSpan Settling = Lease + CatalogHold.Interval;

    /// <summary>Whoever has not been heard of for this long is not heard now; silos tell every second.</summary>
    private static readonly TimeSpan _hearing = TimeSpan.FromSeconds(3);

    private readonly TimeProvider _time;
    private readonly bool _isAlone;
    private readonly Func<string, bool> _isGone;
    private readonly Dictionary<string, (long Revision, long HeardAt)> _silos = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReadReport[]> _reads = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Consumer, string Version), ReadReport> _readsOfGone = [];
    private long _started;

    /// <param name="time">The clock.</param>
    /// <param name="isAlone">Whether there is no silo but this one, so that none can be there that was not heard of.</param>
    /// <param name="isGone">Whether a silo, by the name it reports under, is known to be gone for good.</param>
    public SiloBoard(TimeProvider time, bool isAlone, Func<string, bool> isGone)
    {
        (_time, _isAlone, _isGone) = (time, isAlone, isGone);
        Begin();
    }

    /// <summary>Gets from when on the reads of every silo are known.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>Gets how many silos have been heard of lately.</summary>
    public int Heard => _silos.Values.Count(s => _time.GetElapsedTime(s.HeardAt) < _hearing);

    /// <summary>Gets of how many silos it knows what each has read.</summary>
    public int Remembered => _reads.Count;

    /// <summary>From now on it hears all there is to hear.</summary>
    public void Begin() => (_started, Since) = (_time.GetTimestamp(), _time.GetUtcNow());

    public void Hear(SiloReport report)
    {
        _silos[report.Silo] = (report.Revision, _time.GetTimestamp());

        // The last report of one that was forgotten comes late: its vectors were counted.
        bool isLate = !_reads.ContainsKey(report.Silo) && _isGone(report.Silo);
        _reads[report.Silo] = isLate ? Array.ConvertAll(report.Reads, read => read with { Vectors = 0 }) : report.Reads;
        foreach (string gone in _reads.Keys.Where(_isGone).ToArray())
        {
            Forget(gone);
        }
    }

    /// <summary>Whether no silo routes reads by an older plan any more.</summary>
    public bool IsInForce(long revision)
    {
        foreach ((string silo, (long _, long heardAt)) in _silos.ToArray())
        {
            if (_time.GetElapsedTime(heardAt) >= Lease)
            {
                _silos.Remove(silo);
            }
        }

        // Before this board began there may have been silos that it has not heard of yet, with leases of their own.
        bool areAllKnown = _isAlone || _time.GetElapsedTime(_started) >= Settling;
        return areAllKnown && _silos.Values.All(s => s.Revision >= revision);
    }

    /// <summary>When each version was last read, by anybody anywhere.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> LastReads() => Reports().GroupBy(r => r.Version, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => DateTimeOffset.FromUnixTimeMilliseconds(g.Max(r => r.LastMs)), StringComparer.Ordinal);

    /// <summary>Who has read a version after a moment, the last first.</summary>
    public LastReader[] LastReaders(string version, DateTimeOffset after) => [.. Reports().Where(r => r.Version == version).GroupBy(r => r.Consumer, StringComparer.Ordinal)
        .Select(g => new LastReader(g.Key, DateTimeOffset.FromUnixTimeMilliseconds(g.Max(r => r.LastMs)))).Where(reader => reader.At > after).OrderByDescending(reader => reader.At)];

    /// <summary>When a consumer last read; null if it has not.</summary>
    public DateTimeOffset? LastRead(string consumer) =>
        Reports().Where(r => r.Consumer == consumer).Select(r => (DateTimeOffset?)DateTimeOffset.FromUnixTimeMilliseconds(r.LastMs)).Max();

    /// <summary>How many vectors of each version a consumer has read.</summary>
    public IReadOnlyDictionary<string, long> Counts(string consumer) => Reports().Where(r => r.Consumer == consumer).GroupBy(r => r.Version, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Sum(r => r.Vectors), StringComparer.Ordinal);

    /// <summary>Forgets the silo, but not what was read there: that speaks against retiring a version for as long as anybody else's reads do.</summary>
    private void Forget(string silo)
    {
        _reads.Remove(silo, out ReadReport[]? reads);
        foreach (ReadReport read in reads!)
        {
            _readsOfGone[(read.Consumer, read.Version)] = _readsOfGone.TryGetValue((read.Consumer, read.Version), out ReadReport? others)
                ? read with { Vectors = read.Vectors + others.Vectors, LastMs = Math.Max(read.LastMs, others.LastMs) }
                : read;
        }
    }

    private IEnumerable<ReadReport> Reports() => _reads.Values.SelectMany(r => r).Concat(_readsOfGone.Values);
}
