using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace UserRep.Training.Evaluation.Protocol;

/// <summary>A hash that is the same in every process, unlike that of string.</summary>
internal static class HashCodes
{
    public static int Of(string text) => (int)XxHash64.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()));
}
