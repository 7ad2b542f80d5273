using System.Numerics.Tensors;
using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using UserRep.Model.Encoders;

namespace UserRep.Model.Bundles;

/// <summary>Compares an encoder with the golden rows: does it give here what it gave where it was trained?</summary>
internal static class GoldenCheck
{
    /// <summary>The largest difference, relative to the largest number of the vector: kernels differ between processors.</summary>
    public const float Tolerance = 1e-4f;

    // Below this a vector is as good as zero, and a relative difference says nothing.
    private const float Floor = 1e-6f;
    private const string Remedy = "Write the bundle again with golden rows from this encoder.";

    public static GoldenRow[] Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, BundleJson.Default.GoldenRowArray) ?? throw new JsonException("It is null.");
        }
        catch (JsonException error)
        {
            throw new BundleException(BundleFiles.Golden, $"It is not a list of golden rows: {error.Message}", Remedy, error);
        }
    }

    public static void Run(Encoder encoder, IReadOnlyList<GoldenRow> rows)
    {
        if (rows.Count == 0) throw new BundleException(BundleFiles.Golden, "It has no rows.", Remedy);
        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i] is null || rows[i].Features.Length != encoder.FeatureLength || rows[i].Vector.Length != encoder.Dimension)
            {
                throw new BundleException(BundleFiles.Golden, $"Row {i} is not {encoder.FeatureLength} features and {encoder.Dimension} numbers.", Remedy);
            }

            Compare(encoder, [rows[i]], i);
        }

        // As they are served, many at once: a row must not depend on its neighbours.
        Compare(encoder, rows, 0);
    }

    private static void Compare(Encoder encoder, IReadOnlyList<GoldenRow> rows, int first)
    {
        float[] vectors = new float[rows.Count * encoder.Dimension];
        try
        {
            encoder.Encode([.. rows.SelectMany(row => row.Features)], vectors, rows.Count);
        }
        catch (OnnxRuntimeException error)
        {
            string which = rows.Count == 1 ? $"golden row {first}" : $"{rows.Count} golden rows at once";
            throw new BundleException(BundleFiles.Encoder, $"It fails on {which}: {error.Message}", "Export the encoder again.", error);
        }

        for (int i = 0; i < rows.Count; i++)
        {
            Compare(first + i, rows[i].Vector, vectors.AsSpan(i * encoder.Dimension, encoder.Dimension));
        }
    }

    private static void Compare(int row, ReadOnlySpan<float> expected, Span<float> actual)
    {
        float scale = Math.Max(Math.Abs(TensorPrimitives.MaxMagnitude(expected)), Floor / Tolerance);
        TensorPrimitives.Subtract(actual, expected, actual);
        float difference = Math.Abs(TensorPrimitives.MaxMagnitude<float>(actual));

        // A comparison with NaN is false, so a vector that is not finite never passes.
        if (difference <= Tolerance * scale) return;
        throw new BundleException(
            BundleFiles.Encoder, $"Golden row {row} differs by {difference / scale:0.0e+0} of its size; {Tolerance:0e+0} is allowed.", Remedy);
    }
}
