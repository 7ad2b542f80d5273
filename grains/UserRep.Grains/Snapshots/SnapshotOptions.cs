using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace UserRep.Grains.Snapshots;

/// <summary>When users' states are snapshot. The log has everything; a snapshot saves reading it.</summary>
public sealed class SnapshotOptions
{
    /// <summary>Gets or sets after how many events a state is written.</summary>
    /// <value>50</value>
    public int Events { get; set; } = 50;

    /// <summary>
    /// Gets or sets how old unwritten events may become at most before the next event has the state written. Of each user it is a share of this of the
    /// user's own, from a half on: all who came into memory at about the same time, as after a start, would else be written at about the same time.
    /// </summary>
    /// <value>20 minutes</value>
    public TimeSpan Age { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>Gets or sets how many may wait to be written; beyond that they are taken again later.</summary>
    /// <value>20,000</value>
    public int MaxWaiting { get; set; } = 20_000;

    /// <summary>Gets or sets how long a shutdown may spend on writing snapshots.</summary>
    /// <value>2 seconds</value>
    public TimeSpan ShutdownBudget { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether a state is to be written with the event that came just now.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="unwritten">How many events are not in the snapshot.</param>
    /// <param name="forMs">How long ago the first of them came, in milliseconds.</param>
    internal bool IsDue(string userId, long unwritten, double forMs) =>
        unwritten >= Events || forMs >= Age.TotalMilliseconds * (1 + ShareOf(userId)) / 2;

    /// <summary>From 0 to 1, the same everywhere: a user who comes into memory on another silo is due when it was.</summary>
    private static double ShareOf(string userId) => XxHash64.HashToUInt64(MemoryMarshal.AsBytes(userId.AsSpan())) / (double)ulong.MaxValue;
}
