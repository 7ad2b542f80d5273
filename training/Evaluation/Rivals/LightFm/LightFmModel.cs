using System.Numerics.Tensors;
using UserRep.Training.Engine;
using UserRep.Training.LinearAlgebra;

namespace UserRep.Training.Evaluation.Rivals.LightFm;

/// <summary>
/// Users and items as sums of embeddings of what is known of them (Kula 2015, arXiv 1507.08439). Long lists of tags, profile values
/// or items enter as means, as the author's own package weighs them.
/// </summary>
/// <remarks>
/// A representation's last two columns hold the biases: a user has (bias, 1) there and an item (1, bias), so that the score is one
/// inner product.
/// </remarks>
internal sealed class LightFmModel
{
    private const float StartDeviation = 0.1f;

    private readonly LightFmFeatures _features;
    private readonly EmbeddingTableParameter _users;
    private readonly EmbeddingTableParameter _items;

    public LightFmModel(LightFmFeatures features, int factors, int seed)
    {
        _features = features;
        Width = factors + 2;
        _users = new EmbeddingTableParameter(features.UserRows, Width, Start, seed);
        _items = new EmbeddingTableParameter(features.ItemRows, Width, Start, seed + 1);
    }

    public int Width { get; }

    public void User(int user, ReadOnlySpan<int> known, Span<float> target)
    {
        float[] profile = new float[Width];
        _users.GatherMean(known, target);
        _users.GatherMean(_features.ProfileOf(user), profile);
        TensorPrimitives.Add(target, profile, target);
        target[^1] = 1;
    }

    public void Item(int place, Span<float> target)
    {
        float[] tags = new float[Width];
        _items.GatherMean(_features.TagsOf(place), target);
        _items.Gather([place], tags);
        TensorPrimitives.Add(target, tags, target);
        target[^2] = 1;
    }

    /// <summary>One row per place.</summary>
    public DenseMatrix Items(int places)
    {
        DenseMatrix items = new(places, Width);
        for (int place = 0; place < places; place++)
        {
            Item(place, items.Row(place));
        }

        return items;
    }

    public void AddItemGradient(int place, Span<float> gradient)
    {
        // The column that is fixed at one must not move.
        gradient[^2] = 0;
        _items.Scatter([place], gradient);
        _items.ScatterMean(_features.TagsOf(place), gradient);
    }

    public void AddUserGradient(int user, ReadOnlySpan<int> known, Span<float> gradient)
    {
        gradient[^1] = 0;
        _users.ScatterMean(known, gradient);
        _users.ScatterMean(_features.ProfileOf(user), gradient);
    }

    public void Update(float learningRate)
    {
        _users.Update(learningRate);
        _items.Update(learningRate);
    }

    private static void Start(Span<float> values, ReadOnlySpan<int> shape, Random random)
    {
        Initialisers.FillNormal(values, StartDeviation, random);
        for (int row = 0; row < shape[0]; row++)
        {
            values.Slice((row * shape[1]) + shape[1] - 2, 2).Clear();
        }
    }
}
