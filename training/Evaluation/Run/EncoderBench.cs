using System.Text.Json;
using UserRep.Model.Encoders;
using UserRep.Training.Autoencoder;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.UserFeatures;
using UserRep.Training.Rows;

namespace UserRep.Training.Evaluation.Run;

/// <summary>
/// Trains encoders, keeps them, and encodes cuts with them through the encoder that serves. They learn from rows up to the start of the
/// test: rows carry no label of a head, though what they restore may lie in the weeks that heads learn and validate on; item vectors end earlier. Where a bundle is evaluated, its encoder
/// stands for every variant and nothing is trained.
/// </summary>
internal sealed class EncoderBench(EvaluationData data, ScoreCache cache)
{
    private const int EncodeRows = 256;

    public KeptEncoder Train(EncoderVariant variant, int seed, CancellationToken cancellation)
    {
        TrainedEncoder? trained = null;
        TrainedEncoder Now() => trained ??= TrainNow(variant, seed, cancellation);
        byte[] onnx = cache.Bytes($"{variant.Name}-{seed}.onnx", () => Now().Onnx);
        byte[] curve = cache.Bytes($"{variant.Name}-{seed}.curve.json", () => JsonSerializer.SerializeToUtf8Bytes(Now().Curve));
        return new KeptEncoder(onnx, JsonSerializer.Deserialize<LearningCurvePoint[]>(curve)!);
    }

    /// <summary>The vectors of cuts whose features are given.</summary>
    public UserMatrix Encode(EncoderVariant variant, int seed, UserMatrix features, CancellationToken cancellation) => data.Bundle is { } bundle
        ? Encode(variant.Name, bundle.Encoder, Visible(variant, features))
        : Encode(variant.Name, Train(variant, seed, cancellation).Onnx, Visible(variant, features));

    /// <summary>The features of cuts as the variant sees them.</summary>
    public UserMatrix Visible(EncoderVariant variant, UserMatrix features)
    {
        if (variant.Hides is null)
        {
            return features;
        }

        UserMatrix visible = features with { Values = [.. features.Values] };
        new HiddenFeatures(data.Layout, variant.Hides).Apply(visible.Values);
        return visible;
    }

    public UserMatrix FeaturesOf(EncoderVariant variant, IReadOnlyList<Cut> cuts) => data.FeaturesOf(cuts, variant.ExactWindows);

    /// <summary>Where the variant's training rows come from.</summary>
    /// <param name="variant">The variant.</param>
    /// <param name="seed">Another seed draws other rows.</param>
    public RowSource Source(EncoderVariant variant, int seed = 1) => new(
        data.Table,
        data.Layout,
        variant.ExactWindows ? () => new WindowReplay(data.Layout, data.Vectors, data.Table.Info) : data.Replay,
        variant.Rows with { UntilMs = data.Split.TestFromMs, Seed = variant.Rows.Seed + seed - 1 },
        variant.Hides is null ? null : new HiddenFeatures(data.Layout, variant.Hides));

    public static UserMatrix Encode(string name, byte[] onnx, UserMatrix features)
    {
        using Encoder encoder = Encoder.FromBytes(onnx, name);
        return Encode(name, encoder, features);
    }

    public static UserMatrix Encode(string name, Encoder encoder, UserMatrix features)
    {
        UserMatrix vectors = UserMatrix.Create(name, features.Rows, encoder.Dimension);
        for (int row = 0; row < features.Rows; row += EncodeRows)
        {
            int rows = Math.Min(EncodeRows, features.Rows - row);
            encoder.Encode(
                features.Values.AsSpan(row * features.Width, rows * features.Width), vectors.Values.AsSpan(row * vectors.Width, rows * vectors.Width), rows);
        }

        return vectors;
    }

    private TrainedEncoder TrainNow(EncoderVariant variant, int seed, CancellationToken cancellation)
    {
        RowSource source = Source(variant, seed);
        FeatureNormaliser normaliser = FeatureNormaliser.Fit(source.Draw(0, cancellation), data.Layout);
        return new AutoencoderTrainer(data.Layout, variant.Autoencoder with { Seed = variant.Autoencoder.Seed + seed - 1 }).Train(source, normaliser, null, cancellation);
    }
}
