using UserRep.EventLog.Events;

namespace UserRep.Tests.Simulation.Storage;

/// <summary>A partition's rows, the first at offset 1; null where none is: pruned, or not committed.</summary>
internal sealed class LogPartition
{
    public List<LogEvent?> Rows { get; private init; } = [];

    public long PrunedUpTo { get; set; }

    public long Head => Rows.Count;

    public LogEvent? At(long offset) => offset >= 1 && offset <= Rows.Count ? Rows[(int)offset - 1] : null;

    public void Set(long offset, LogEvent? row)
    {
        while (Rows.Count < offset)
        {
            Rows.Add(null);
        }

        Rows[(int)offset - 1] = row;
    }

    public LogPartition Copy() => new() { Rows = [.. Rows], PrunedUpTo = PrunedUpTo };
}
