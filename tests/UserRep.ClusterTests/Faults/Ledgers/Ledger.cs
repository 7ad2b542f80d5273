using System.Collections.Concurrent;
using UserRep.Client;

namespace UserRep.ClusterTests.Faults.Ledgers;

/// <summary>What callers did and were told: outside of the system, and the only witness against it. Thread-safe.</summary>
internal sealed class Ledger
{
    // One of so many vectors is kept to be computed again.
    private const int KeptOf = 16;
    private const int MostKept = 6_000;

    private readonly ConcurrentDictionary<(string User, string Event), SentEvent> _events = new();
    private readonly ConcurrentDictionary<string, Acknowledgements> _users = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Answer> _kept = new();
    private readonly ConcurrentQueue<Latency> _latencies = new();
    private readonly ConcurrentQueue<string> _broken = new();
    private readonly ConcurrentDictionary<string, int> _failures = new();
    private int _acknowledged;
    private long _operations;
    private long _worstStaleness;

    /// <summary>Gets the number of calls.</summary>
    public long Operations => Interlocked.Read(ref _operations);

    /// <summary>Gets every event that was sent.</summary>
    public IReadOnlyDictionary<(string User, string Event), SentEvent> Events => _events;

    public int Acknowledged => _acknowledged;

    public IReadOnlyCollection<string> Users => [.. _users.Keys];

    /// <summary>Gets some of the vectors that were read.</summary>
    public IReadOnlyCollection<Answer> Kept => _kept;

    public IReadOnlyCollection<Latency> Latencies => _latencies;

    /// <summary>Gets what readers saw that must not be.</summary>
    public IReadOnlyCollection<string> Broken => _broken;

    /// <summary>Gets how often which kind of failure was told.</summary>
    public IReadOnlyDictionary<string, int> Failures => _failures;

    /// <summary>Gets for how long something later had been acknowledged, at the worst, when a read was asked for.</summary>
    public TimeSpan WorstStaleness => TimeSpan.FromTicks(Interlocked.Read(ref _worstStaleness));

    /// <summary>Gets or sets the versions that may be answered to who asks for no version: one, but while another takes its place.</summary>
    public IReadOnlyCollection<string> Currents { get; set; } = [];

    public long LastOf(string user) => _users.TryGetValue(user, out Acknowledgements? known) ? known.Last : 0;

    public void Sent(IEnumerable<UserEvent> events)
    {
        Interlocked.Increment(ref _operations);
        foreach (UserEvent e in events)
        {
            _events.TryAdd((e.UserId, e.EventId!), default);
        }
    }

    public void Took(IEnumerable<PublishedEvent> events)
    {
        foreach (PublishedEvent e in events)
        {
            SentEvent before = _events[(e.UserId, e.EventId)];
            if (before.Position is { } position && position != e.Position)
            {
                _broken.Enqueue($"I1: {e.EventId} of {e.UserId} was acknowledged at {position} and at {e.Position}.");
            }

            if (before.Position is null)
            {
                Interlocked.Increment(ref _acknowledged);
            }

            _events[(e.UserId, e.EventId)] = before with { Position = e.Position };
            _users.GetOrAdd(e.UserId, _ => new Acknowledgements()).Add(e.Position);
        }
    }

    public void NotTaken(IEnumerable<UserEvent> events, Exception error, bool mayBeThere)
    {
        Failed("write", error);
        foreach (UserEvent e in events.Where(_ => mayBeThere))
        {
            _events[(e.UserId, e.EventId!)] = _events[(e.UserId, e.EventId!)] with { MayBeThere = true };
        }
    }

    /// <summary>A read that was answered.</summary>
    /// <param name="read">The answer.</param>
    /// <param name="latency">When and where it was asked.</param>
    /// <param name="version">The version that was asked for; null for the one that is current.</param>
    /// <param name="minPosition">The position that was asked for.</param>
    /// <param name="seenBefore">The position the same reader saw last.</param>
    public void Read(UserVector read, Latency latency, string? version, long minPosition, long seenBefore)
    {
        Interlocked.Increment(ref _operations);
        _latencies.Enqueue(latency);
        if (!IsOf(read, version))
        {
            _broken.Enqueue($"I7: {read.UserId} was asked for of {version ?? "the current version"} at silo {latency.Silo}, and is of {read.Version}.");
        }

        if (read.Position < minPosition)
        {
            _broken.Enqueue($"I5: {read.UserId} was asked for at {minPosition} or later of silo {latency.Silo}, and is at {read.Position}.");
        }

        if (read.Position < seenBefore)
        {
            _broken.Enqueue($"I5: {read.UserId} went back from {seenBefore} to {read.Position} at silo {latency.Silo}.");
        }

        if (_users.TryGetValue(read.UserId, out Acknowledgements? known))
        {
            Worsen(known.Staleness(read.Position, latency.AskedAt));
        }

        if (Interlocked.Read(ref _operations) % KeptOf == 0 && _kept.Count < MostKept)
        {
            _kept.Enqueue(new Answer(read.UserId, read.Version, read.Position, read.AsOf.ToUnixTimeMilliseconds(), read.Vector.ToArray()));
        }
    }

    /// <summary>A read that was not.</summary>
    public void NotRead(Latency latency, Exception error)
    {
        Interlocked.Increment(ref _operations);
        _latencies.Enqueue(latency);
        Failed("read", error);
    }

    private bool IsOf(UserVector read, string? version) => version is null ? Currents.Contains(read.Version) : read.Version == version;

    private void Failed(string what, Exception error) => _failures.AddOrUpdate($"{what}: {error.GetType().Name}", 1, (_, before) => before + 1);

    private void Worsen(TimeSpan staleness)
    {
        for (long before = Interlocked.Read(ref _worstStaleness); staleness.Ticks > before; before = Interlocked.Read(ref _worstStaleness))
        {
            if (Interlocked.CompareExchange(ref _worstStaleness, staleness.Ticks, before) == before)
            {
                return;
            }
        }
    }
}
