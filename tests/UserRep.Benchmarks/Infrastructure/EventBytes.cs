using System.Text;
using UserRep.EventLog.Events;

namespace UserRep.Benchmarks.Infrastructure;

/// <summary>What an event of the log is in bytes for whoever reads it: its texts, and the numbers beside them; without what the engine adds.</summary>
internal static class EventBytes
{
    // Partition, offset, previous offset, two times and the value.
    private const int Numbers = sizeof(int) + (4 * sizeof(long)) + sizeof(float);

    public static long Of(NewEvent e) => Numbers + Length(e.EventId) + Length(e.UserId) + Length(e.Type) + Length(e.ItemId);

    private static int Length(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
