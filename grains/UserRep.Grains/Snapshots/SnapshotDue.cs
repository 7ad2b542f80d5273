using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace UserRep.Grains.Snapshots;

/// <summary>When the next event has a user's state written.</summary>
internal static class SnapshotDue
{
    /// <summary>Whether a state is to be written with the event that came just now.</summary>
    /// <param name="options">After how many events, and after how long, at most.</param>
    /// <param name="userId">Whose.</param>
    /// <param name="unwritten">How many events are not in the snapshot.</param>
    /// <param name="forMs">How long ago the first of them came, in milliseconds.</param>
    public static bool IsDue(SnapshotOptions options, string userId, long unwritten, double forMs) =>
        unwritten >= options.Events || forMs >= options.Age.TotalMilliseconds * (1 + ShareOf(userId)) / 2;

    /// <summary>From 0 to 1, the same everywhere: a user who comes into memory on another silo is due when it was.</summary>
    private static double ShareOf(string userId) => XxHash64.HashToUInt64(MemoryMarshal.AsBytes(userId.AsSpan())) / (double)ulong.MaxValue;
}
