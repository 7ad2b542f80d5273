using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace UserRep.Training.Evaluation.Protocol;

/// <summary>Hashes that are the same in every process, unlike those of string and HashCode.</summary>
internal static class HashCodes
{
    public static int Of(string text) => (int)XxHash64.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()));

    public static int Of(params ReadOnlySpan<long> numbers) => (int)XxHash64.HashToUInt64(MemoryMarshal.AsBytes(numbers));
}
