using System.Diagnostics;

namespace UserRep.ClusterTests.Faults.Ledgers;

/// <summary>The acknowledgements of one user's events, in the order of their coming.</summary>
internal sealed class Acknowledgements
{
    private readonly Lock _lock = new();
    private readonly List<(long At, long Position)> _all = [];

    /// <summary>Gets the highest position so far; 0 for none.</summary>
    public long Last { get; private set; }

    public void Add(long position)
    {
        lock (_lock)
        {
            if (position > Last)
            {
                Last = position;
                _all.Add((Stopwatch.GetTimestamp(), position));
            }
        }
    }

    /// <summary>For how long, at a moment, something later than a position had been acknowledged.</summary>
    public TimeSpan Staleness(long position, long moment)
    {
        lock (_lock)
        {
            int next = _all.FindIndex(a => a.Position > position);
            return next < 0 || _all[next].At >= moment ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_all[next].At, moment);
        }
    }
}
