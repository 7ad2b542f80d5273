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
    public const string Embedding = "embedding";

    public void Define(Tape g)
    {
        Value embedding = g.Output(Embedding, Encode(g, g.Input(Noisy, layout.Length)));
        g.Loss(g.Mse(Decode(g, embedding), g.Input(Clean, layout.Length), g.Constant(LossWeights())));
    }

    public void DefineDecoder(Tape g) => g.Output("restored", Decode(g, Encode(g, g.Input(Noisy, layout.Length))));

    public Value Encode(Tape g, Value features)
    {
        Value[] parts = [.. layout.Groups.Select(group => Block(
            g, $"encoder.{group.Name}", g.Columns(features, group.Offset, group.Length), Units(group)))];
        Value joint = Block(g, "encoder.joint", g.Concat(parts), options.JointUnits);
        Value embedding = g.Dense("encoder.embedding", joint, options.Dimension);
        return options.LinearPath ? g.Add(embedding, LinearPath(g, features)) : embedding;
    }

    /// <summary>The encoder with its normalisation in front: raw features in, user vectors out.</summary>
    public Value EncodeRaw(Tape g, Value features, FeatureNormaliser normaliser) =>
        Encode(g, g.Mul(g.Sub(features, g.Constant(normaliser.Means)), g.Constant(normaliser.Scales)));

    /// <summary>
    /// Item means reach the vector directly too: the blocks of a modality, onboarding picks among them, through one shared projection,
    /// each block with a factor of its own. What a pick means is learned from all of history.
    /// </summary>
    private Value LinearPath(Tape g, Value features)
    {
        Value? sum = null;
        foreach (ModalitySpec modality in layout.Spec.Modalities)
        {
            Value? pooled = null;
            foreach (FeatureBlock block in layout.Groups.SelectMany(group => group.Blocks).Where(b => b.IsItemMean && BelongsTo(b, modality)))
            {
                Value factor = g.Parameter($"encoder.linear.{block.Name}", [1], Initialisers.Ones, decay: 0);
                Value part = g.Mul(g.Columns(features, block.Offset, block.Length), factor);
                pooled = pooled is null ? part : g.Add(pooled, part);
            }

            Value projected = g.MatMul(pooled!, g.Parameter($"encoder.linear.{modality.Name}", [modality.Dimension, options.Dimension], Initialisers.LeCun));
            sum = sum is null ? projected : g.Add(sum, projected);
        }

        return sum!;
    }

    private static bool BelongsTo(FeatureBlock block, ModalitySpec modality) =>
        block.Name.StartsWith(modality.Name + "/", StringComparison.Ordinal) || block.Name == "onboarding/" + modality.Name;

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

        foreach (FeatureBlock block in layout.Groups.SelectMany(g => g.Blocks).Where(IsAllTime))
        {
            weights.AsSpan(block.Offset, block.Length).Fill(options.AllTimeWeight);
        }

        return weights;
    }

    private static bool IsAllTime(FeatureBlock block) =>
        block.IsItemMean && block.Name.EndsWith($"/{TimeScale.Forever}", StringComparison.Ordinal);

    private static bool IsItems(FeatureGroup group) => group.Kind is FeatureGroupKind.Modality or FeatureGroupKind.Onboarding;
}
