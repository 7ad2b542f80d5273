using System.IO.Hashing;
using System.Text;
using UserRep.EventLog.Events;

namespace UserRep.EventLog.Partitions;

/// <summary>
/// Which partition a user belongs to: XxHash64 of the id in UTF-8, modulo the number of partitions. The same on every machine and in
/// every version, for events lie where it said they would.
/// </summary>
public sealed class PartitionMap
{
    /// <summary>The number of partitions of a new log.</summary>
    public const int DefaultPartitions = 16;

    private const int MaxOnStack = 256;

    /// <summary>Initializes a new instance of the <see cref="PartitionMap"/> class.</summary>
    /// <param name="partitions">How many partitions the log has; 1 or more, fixed for the life of a log.</param>
    public PartitionMap(int partitions = DefaultPartitions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(partitions);
        Partitions = partitions;
    }

    /// <summary>Gets the number of partitions.</summary>
    public int Partitions { get; }

    /// <summary>The partition of a user.</summary>
    /// <param name="userId">The user's id; compared by its exact characters.</param>
    /// <returns>A number from 0 to one less than <see cref="Partitions"/>.</returns>
    public int PartitionOf(string userId)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        Span<byte> utf8 = stackalloc byte[MaxOnStack];
        if (!Encoding.UTF8.TryGetBytes(userId, utf8, out int length))
        {
            utf8 = Encoding.UTF8.GetBytes(userId);
            length = utf8.Length;
        }

        return (int)(XxHash64.HashToUInt64(utf8[..length]) % (ulong)Partitions);
    }

    /// <summary>An existing log keeps its number.</summary>
    /// <exception cref="EventLogException">The numbers differ.</exception>
    internal static void RequireSame(string log, long existing, int configured)
    {
        if (existing != configured)
        {
            throw new EventLogException(
                $"{log} has {existing} partitions, the configuration says {configured}. Events lie where the number of the log said they would: set it to {existing}.",
                isTransient: false,
                outcomeUnknown: false);
        }
    }
}
