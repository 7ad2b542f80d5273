using System.Numerics.Tensors;
using UserRep.Training.Engine;

namespace UserRep.Training.Evaluation.Rivals.MultVae;

/// <summary>
/// The graph of Mult-VAE (Liang et al. 2018, arXiv 1802.05814). The first layer is a table of one row per item outside of the graph:
/// a bag is a handful of thousands of items, and a dense product would mostly multiply zeros.
/// </summary>
internal sealed class MultVaeModel(int places, MultVaeOptions options, int seed)
{
    public const string Bag = "bag";
    public const string Noise = "noise";
    public const string Target = "target";
    public const string Beta = "beta";
    public const string Top = "top";

    private const float StartDeviation = 0.1f;

    public EmbeddingTableParameter First { get; } = new(places, options.Hidden, Initialisers.Normal(StartDeviation), seed);

    public ParameterSet Parameters { get; } = new(seed);

    /// <summary>The output layer's weights, [hidden, places], and biases.</summary>
    public (float[] Weights, float[] Biases) Output => (Parameters["items.weight"].Value, Parameters["items.bias"].Value);

    public void DefineTraining(Tape g)
    {
        (Value mean, Value logVariance) = Encode(g);
        Value code = g.Add(mean, g.Mul(g.Exp(g.Scale(logVariance, 0.5f)), g.Input(Noise, options.Code)));
        g.Loss(g.SoftmaxCrossEntropy(g.Dense("items", Decode(g, code), places, Initialisers.Glorot), g.Input(Target, places)));
        g.Loss(g.GaussianKl(mean, logVariance), g.Scalar(Beta));
    }

    /// <summary>Without noise, and without the output layer, of which an answer needs one column only.</summary>
    public void DefineScoring(Tape g) => g.Output(Top, Decode(g, Encode(g).Mean));

    /// <summary>The first layer's sum over an L2-normalised multi-hot bag.</summary>
    /// <param name="bag">Places.</param>
    /// <param name="scale">1 / (1 - dropout) while training.</param>
    /// <param name="target">Receives the sum.</param>
    public void Gather(ReadOnlySpan<int> bag, float scale, Span<float> target)
    {
        First.GatherMean(bag, target);
        TensorPrimitives.Multiply(target, scale * MathF.Sqrt(bag.Length), target);
    }

    /// <summary>The counterpart of <see cref="Gather"/>; scales the gradient in place.</summary>
    public void Scatter(ReadOnlySpan<int> bag, float scale, Span<float> gradient)
    {
        TensorPrimitives.Multiply(gradient, scale * MathF.Sqrt(bag.Length), gradient);
        First.ScatterMean(bag, gradient);
    }

    private (Value Mean, Value LogVariance) Encode(Tape g)
    {
        Value bias = g.Parameter("first.bias", [options.Hidden], Initialisers.Zeros, decay: 0);
        Value hidden = g.Tanh(g.Add(g.Input(Bag, options.Hidden, wantsGradient: true), bias));
        return (g.Dense("mean", hidden, options.Code, Initialisers.Glorot), g.Dense("variance", hidden, options.Code, Initialisers.Glorot));
    }

    private Value Decode(Tape g, Value code) => g.Tanh(g.Dense("decode", code, options.Hidden, Initialisers.Glorot));
}
