using UserRep.Model.Bundles;
using UserRep.Model.Compatibility;
using UserRep.Model.Encoders;
using UserRep.Model.Features;
using UserRep.Model.Items;
using UserRep.Tests.Model.Encoders;
using UserRep.Tests.Model.Items;

namespace UserRep.Tests.Model.Bundles;

/// <summary>Writes small bundles whose parts can be made not to fit.</summary>
internal sealed record BundleMaker
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public FeatureSpec Spec { get; init; } = new()
    {
        Name = "test",
        Modalities = [new("audio", 4), new("playlist", 3)],
        EventTypes = [new("play"), new("skip")],
    };

    public int[] ItemDimensions { get; init; } = [4, 3];

    public string Version { get; init; } = "v1";

    public int Dimension { get; init; } = 6;

    public int ExtraFeatures { get; init; }

    public int EncoderSeed { get; init; } = 1;

    public int ItemSeed { get; init; }

    public float GoldenError { get; init; }

    public int GoldenRows { get; init; } = 2;

    public byte[]? Encoder { get; init; }

    /// <summary>Gets a feature that is zero in all golden rows, or null.</summary>
    public int? GoldenZero { get; init; }

    public IReadOnlyList<CompatibilityMap> Compatibility { get; init; } = [];

    public BundleManifest Write(string folder)
    {
        using ModelBundleWriter writer = new(folder, new FixedTime());
        int features = new FeatureLayout(Spec).Length + ExtraFeatures;
        byte[] model = Encoder ?? TinyOnnx.Layer(features, Dimension, EncoderSeed);
        File.WriteAllBytes(writer.EncoderPath, model);
        WriteItems(writer.ItemsPath);
        File.WriteAllText(Path.Combine(writer.ReportFolder, "report.md"), "# Fine\n");
        return writer.Commit(new BundleInfo
        {
            Version = Version,
            Spec = Spec,
            Golden = [.. Enumerable.Range(0, GoldenRows).Select(i => Golden(model, features, i))],
            TrainingCut = Now.AddDays(-7),
            Parent = "v0",
            Metrics = new Dictionary<string, double> { ["live.auc"] = 0.8125 },
            Compatibility = Compatibility,
        });
    }

    private void WriteItems(string path)
    {
        string[] ids = [.. Enumerable.Range(0, 20).Select(i => $"item-{i}")];
        ModalitySpec[] modalities = [.. Spec.Modalities.Zip(ItemDimensions, (m, d) => m with { Dimension = d })];
        GivenVectors vectors = new(ids.Length, ItemDimensions, (i, m) => [.. Enumerable.Repeat((float)i + ItemSeed, ItemDimensions[m])]);
        ItemTableWriter.Write(path, ids, modalities, vectors);
    }

    private GoldenRow Golden(byte[] model, int features, int row)
    {
        float[] input = [.. Enumerable.Range(0, features).Select(i => i == GoldenZero ? 0 : MathF.Sin(i + row))];
        float[] vector = new float[Dimension];
        using Encoder encoder = UserRep.Model.Encoders.Encoder.FromBytes(model, "maker");
        encoder.Encode(input, vector, 1);
        vector[0] += GoldenError;
        return new GoldenRow(input, vector);
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
