using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace UserRep.Tests.Simulation.Versions;

/// <summary>A vector as a pure function of version and features, from which both can be told: the number of the version first, then hashes.</summary>
internal static class VectorFunction
{
    public static float[] Of(int number, ReadOnlySpan<float> features, int dimension)
    {
        UInt128 hash = XxHash128.HashToUInt128(MemoryMarshal.AsBytes(features), number);
        float[] vector = new float[dimension];
        vector[0] = number;
        for (int i = 1; i < dimension; i++)
        {
            // 16 bits each, which a float32 holds exactly.
            vector[i] = (ushort)(hash >> (16 * i));
        }

        return vector;
    }
}
