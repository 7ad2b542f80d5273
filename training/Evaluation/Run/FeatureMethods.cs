using System.Numerics.Tensors;
using UserRep.Model.Features;
using UserRep.Training.Autoencoder;
using UserRep.Training.Evaluation.UserFeatures;
using UserRep.Training.Pca;
using UserRep.Training.Rows;

namespace UserRep.Training.Evaluation.Run;

/// <summary>The rivals that are made of the same features: raw, their principal components, the average with what is not items.</summary>
internal sealed class FeatureMethods
{
    private readonly FeatureLayout _layout;
    private readonly FeatureNormaliser _normaliser;
    private readonly Lazy<PrincipalComponents> _components;

    /// <param name="layout">The layout of the features.</param>
    /// <param name="rows">Rows to fit on; they are normalised in place.</param>
    /// <param name="dimension">The most principal components.</param>
    public FeatureMethods(FeatureLayout layout, TrainingRows rows, int dimension)
    {
        _layout = layout;
        _normaliser = FeatureNormaliser.Fit(rows, layout);
        _components = new Lazy<PrincipalComponents>(() => PrincipalComponents.Fit(_normaliser.Apply(rows), Math.Min(dimension, layout.Length)));
    }

    public UserMatrix Raw(UserMatrix features)
    {
        UserMatrix raw = features with { Name = "raw", Values = [.. features.Values] };
        _normaliser.Apply(raw.Values);
        return raw;
    }

    public UserMatrix Pca(UserMatrix features)
    {
        UserMatrix raw = Raw(features);
        UserMatrix components = UserMatrix.Create("pca", raw.Rows, _components.Value.Dimension);
        Parallel.For(0, raw.Rows, row => _components.Value.Project(raw.Row(row), components.Row(row)));
        return components;
    }

    /// <summary>The plain average, scaled to the size of the other numbers, with counts and profile beside it.</summary>
    public UserMatrix AveragePlus(UserMatrix average, UserMatrix features)
    {
        UserMatrix raw = Raw(features);
        FeatureGroup[] facts = [.. _layout.Groups.Where(g => g.Kind is FeatureGroupKind.Activity or FeatureGroupKind.Profile)];
        UserMatrix joined = UserMatrix.Create("averagePlus", raw.Rows, average.Width + facts.Sum(g => g.Length));
        float scale = 1 / MathF.Sqrt(TensorPrimitives.SumOfSquares<float>(average.Values) / average.Values.Length);
        for (int row = 0; row < raw.Rows; row++)
        {
            TensorPrimitives.Multiply(average.Row(row), scale, joined.Row(row));
            int offset = average.Width;
            foreach (FeatureGroup group in facts)
            {
                raw.Row(row).Slice(group.Offset, group.Length).CopyTo(joined.Row(row)[offset..]);
                offset += group.Length;
            }
        }

        return joined;
    }
}
