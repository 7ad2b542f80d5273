using System.Buffers.Binary;
using UserRep.Model.Bundles;

namespace UserRep.Model.Compatibility;

/// <summary>Reads and writes the file of a map: little-endian float32, the weights row after row, then the intercept.</summary>
internal static class CompatibilityFile
{
    private const string FitAgain = "Train the bundle again with --align-to.";

    /// <exception cref="BundleException">The file has not the map's shape, or a number that is not finite.</exception>
    public static CompatibilityMap Read(BundleFolder folder, CompatibilityEntry entry, int fromDimension)
    {
        CheckSize(folder.Manifest.Files[entry.File].Size, entry, fromDimension);
        float[] values = FromBytes(File.ReadAllBytes(folder.PathOf(entry.File)));
        int bad = Array.FindIndex(values, value => !float.IsFinite(value));
        if (bad >= 0)
        {
            throw new BundleException(entry.File, $"The number in row {bad / entry.Dimension}, column {bad % entry.Dimension} is {values[bad]}.", FitAgain);
        }

        return new CompatibilityMap(entry.Version, entry.Space, entry.Method, entry.Fidelity, new AffineMap(fromDimension, entry.Dimension, values));
    }

    public static byte[] ToBytes(ReadOnlySpan<float> values)
    {
        byte[] bytes = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        return bytes;
    }

    private static float[] FromBytes(byte[] bytes)
    {
        float[] values = new float[bytes.Length / sizeof(float)];
        for (int i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)));
        return values;
    }

    // In numbers, not in bytes: no dimension that a manifest can name makes it overflow.
    private static void CheckSize(long bytes, CompatibilityEntry entry, int fromDimension)
    {
        long numbers = AffineMap.Length(fromDimension, entry.Dimension);
        if (bytes % sizeof(float) == 0 && bytes / sizeof(float) == numbers) return;
        throw new BundleException(
            entry.File,
            $"It has {bytes} bytes; {numbers} float32 are expected: {fromDimension} rows and the intercept, of the {entry.Dimension} numbers that its dimension says.",
            FitAgain);
    }
}
