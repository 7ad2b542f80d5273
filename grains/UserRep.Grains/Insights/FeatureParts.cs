using System.Numerics.Tensors;
using UserRep.Model.Features;

namespace UserRep.Grains.Insights;

/// <summary>Tells a feature vector in parts.</summary>
internal static class FeatureParts
{
    private const string Mass = "/mass";

    /// <summary>The parts, in the order of the features.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="features">The features, [layout.Length].</param>
    public static IReadOnlyList<FeaturePart> Of(FeatureLayout layout, float[] features)
    {
        Dictionary<string, double> masses = layout.Groups.SelectMany(g => g.Blocks).Where(b => b.Name.EndsWith(Mass, StringComparison.Ordinal)).ToDictionary(b => b.Name[..^Mass.Length], b => Number(features[b.Offset]));
        List<FeaturePart> parts = [];
        foreach (FeatureGroup group in layout.Groups)
        {
            foreach (FeatureBlock block in group.Blocks.Where(b => !b.Name.EndsWith(Mass, StringComparison.Ordinal)))
            {
                string name = block.Name[(block.Name.IndexOf('/', StringComparison.Ordinal) + 1)..];
                ReadOnlySpan<float> values = features.AsSpan(block.Offset, block.Length);
                parts.Add(block.IsItemMean ? new FeaturePart(group.Name, name, TensorPrimitives.Norm(values), masses[block.Name])
                    : group.Kind == FeatureGroupKind.Profile ? Attribute(layout, group, block, values)
                    : new FeaturePart(group.Name, name, Number(values[0]), null));
            }
        }

        return parts;
    }

    /// <summary>
    /// What can be held back as one: each modality over all time scales, each time scale over all modalities, onboarding, activity and profile; with the places of it
    /// in the feature vector. A modality and a time scale have places in common.
    /// </summary>
    public static IReadOnlyList<(string Kind, string Name, int[] Places)> Holdable(FeatureLayout layout)
    {
        List<(string, string, int[])> parts = [.. layout.Groups.Where(g => g.Kind == FeatureGroupKind.Modality).Select(g => ("modality", g.Name, Places(g.Offset, g.Length)))];
        foreach (TimeScale scale in layout.Spec.TimeScales)
        {
            string[] ends = [$"/{scale}", $"/{scale}{Mass}"];
            parts.Add(("time scale", scale.ToString(), [.. layout.Groups.Where(g => g.Kind is FeatureGroupKind.Modality or FeatureGroupKind.Activity).SelectMany(g => g.Blocks).Where(b => ends.Any(end => b.Name.EndsWith(end, StringComparison.Ordinal))).SelectMany(b => Places(b.Offset, b.Length))]));
        }

        parts.AddRange(layout.Groups.Where(g => g.Kind != FeatureGroupKind.Modality).Select(g => (g.Name, g.Name, Places(g.Offset, g.Length))));
        return parts;
    }

    private static int[] Places(int offset, int length) => [.. Enumerable.Range(offset, length)];

    /// <summary>Counts and masses are told to the encoder as logarithms.</summary>
    private static double Number(float logarithm) => Math.Exp(logarithm) - 1;

    /// <summary>The value that is set; of a number its place between the least and the most.</summary>
    private static FeaturePart Attribute(FeatureLayout layout, FeatureGroup group, FeatureBlock block, ReadOnlySpan<float> values)
    {
        string name = block.Name[(group.Name.Length + 1)..];
        int strongest = TensorPrimitives.IndexOfMax(values);
        return layout.Spec.Profile.First(p => p.Name == name).Kind == AttributeKind.Categorical || strongest == values.Length - 1
            ? new FeaturePart(group.Name, layout.Names[block.Offset + strongest][(group.Name.Length + 1)..], values[strongest], null)
            : new FeaturePart(group.Name, name, values[0], null);
    }
}
