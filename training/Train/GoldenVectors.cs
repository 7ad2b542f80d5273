using System.Numerics.Tensors;
using UserRep.Model.Bundles;
using UserRep.Model.Encoders;
using UserRep.Training.Cli;

namespace UserRep.Training.Train;

/// <summary>Golden rows: what the exported encoder gives, checked against what training computed.</summary>
internal static class GoldenVectors
{
    private const float Tolerance = 1e-4f;
    private const float Floor = 1e-2f;

    /// <exception cref="UserErrorException">The exported encoder gives other vectors than training, or none that are finite.</exception>
    public static IReadOnlyList<GoldenRow> Make(LearnedEncoder learned, IReadOnlyList<float[]> rows)
    {
        using Encoder encoder = Encoder.FromBytes(learned.Onnx, "encoder.onnx");
        return [.. rows.Select((row, i) => Make(encoder, learned, row, i))];
    }

    private static GoldenRow Make(Encoder encoder, LearnedEncoder learned, float[] row, int index)
    {
        float[] vector = new float[encoder.Dimension];
        encoder.Encode(row, vector, 1);
        float[] expected = learned.Reference(row);
        float size = Math.Max(Math.Abs(TensorPrimitives.MaxMagnitude<float>(expected)), Floor);
        float difference = expected.Zip(vector, (a, b) => Math.Abs(a - b)).Max() / size;
        if (difference <= Tolerance && TensorPrimitives.IsFiniteAll<float>(vector)) return new GoldenRow(row, vector);
        throw new UserErrorException(
            $"The exported encoder differs from the trained one by {difference:0.0e+0} of the vector's size on golden row {index}; {Tolerance:0e+0} is allowed. "
            + "No bundle is written; this is a fault of the program.");
    }
}
