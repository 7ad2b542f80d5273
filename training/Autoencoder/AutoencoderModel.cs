using UserRep.Model.Features;
using UserRep.Training.Engine;

namespace UserRep.Training.Autoencoder;

/// <summary>
/// The network: an encoder per feature group, a joint encoder, the bottleneck, and the mirror image back.
/// One definition serves training and the exported encoder.
/// </summary>
internal sealed class AutoencoderModel(FeatureLayout layout, AutoencoderOptions options)
{
    public const string Noisy = "noisy";
    public const string Clean = "clean";
    public const string Shared = "shared";
    public const string Reconstruction = "reconstruction";
    public const string Embedding = "embedding";

    /// <summary>What training minimises: the reconstruction and, beside it, who is near whom.</summary>
    public void Define(Tape g)
    {
        Value embedding = Reconstruct(g);
        if (options.NeighbourWeight > 0)
        {
            g.Loss(g.NeighbourCrossEntropy(embedding, g.Input(Shared, Value.Rows), options.NeighbourTemperature), options.NeighbourWeight);
        }
    }

    /// <summary>The reconstruction alone: what the loss on held-out users is of.</summary>
    public void DefineReconstruction(Tape g) => Reconstruct(g);

    public Value Encode(Tape g, Value features)
    {
        Value[] parts = [.. layout.Groups.Select(group => Block(
            g, $"encoder.{group.Name}", g.Columns(features, group.Offset, group.Length), Units(group)))];
        Value joint = Block(g, "encoder.joint", g.Concat(parts), options.JointUnits);
        return g.Dense("encoder.embedding", joint, options.Dimension);
    }

    /// <summary>The encoder with its normalisation in front: raw features in, user vectors out.</summary>
    public Value EncodeRaw(Tape g, Value features, FeatureNormaliser normaliser) =>
        Encode(g, g.Mul(g.Sub(features, g.Constant(normaliser.Means)), g.Constant(normaliser.Scales)));

    private Value Reconstruct(Tape g)
    {
        Value embedding = g.Output(Embedding, Encode(g, g.Input(Noisy, layout.Length)));
        Value loss = g.Mse(Decode(g, embedding), g.Input(Clean, layout.Length), g.Constant(LossWeights()));
        g.Output(Reconstruction, loss);
        g.Loss(loss);
        return embedding;
    }

    private Value Decode(Tape g, Value embedding)
    {
        Value joint = Block(g, "decoder.joint", embedding, options.JointUnits);
        return g.Concat([.. layout.Groups.Select(group => g.Dense(
            $"decoder.{group.Name}.out", Block(g, $"decoder.{group.Name}", joint, Units(group)), group.Length))]);
    }

    private static Value Block(Tape g, string name, Value x, int units) => g.GeluTanh(g.Norm($"{name}.norm", g.Dense(name, x, units)));

    private int Units(FeatureGroup group) => IsItems(group) ? options.ItemUnits : options.FactUnits;

    /// <summary>What each number's squared error weighs.</summary>
    public float[] LossWeights()
    {
        float[] weights = new float[layout.Length];
        foreach (FeatureGroup group in layout.Groups)
        {
            weights.AsSpan(group.Offset, group.Length).Fill(IsItems(group) ? options.ItemWeight : options.FactWeight);
        }

        foreach (TimeScale scale in layout.Spec.TimeScales)
        {
            float weight = scale.IsForever ? options.AllTimeWeight : scale.Milliseconds <= options.ShortScale.TotalMilliseconds ? options.ShortWeight : options.ItemWeight;
            foreach (FeatureBlock block in layout.Groups.SelectMany(g => g.Blocks).Where(b => b.IsItemMean && IsOf(b, scale)))
            {
                weights.AsSpan(block.Offset, block.Length).Fill(weight);
            }
        }

        return weights;
    }

    private static bool IsOf(FeatureBlock block, TimeScale scale) => block.Name.EndsWith($"/{scale}", StringComparison.Ordinal);

    private static bool IsItems(FeatureGroup group) => group.Kind is FeatureGroupKind.Modality or FeatureGroupKind.Onboarding;
}
