using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace UserRep.EventLog.Events;

/// <summary>What the engines index an event id by: XxHash64 of its characters. Small; who looks an id up compares the id itself as well.</summary>
internal static class EventHash
{
    public static long Of(string eventId) => unchecked((long)XxHash64.HashToUInt64(MemoryMarshal.AsBytes(eventId.AsSpan())));
}
