using System.Numerics.Tensors;

namespace UserRep.Training.Engine;

/// <summary>
/// Adam (Kingma and Ba 2015, arXiv 1412.6980) with decoupled weight decay (Loshchilov and Hutter 2019, arXiv 1711.05101), in place.
/// It stays outside of the graph: an output bound over an input's array would be written while later nodes still read it.
/// </summary>
internal sealed class Adam
{
    // Small enough to share a layer among cores, large enough for the hand-over not to show.
    private const int ChunkSize = 1 << 16;

    private readonly AdamOptions _options;
    private readonly IReadOnlyCollection<Parameter> _parameters;
    private readonly List<AdamChunk> _chunks = [];
    private int _steps;

    /// <summary>Updates the given parameters; those left out stay as they are.</summary>
    public Adam(IReadOnlyCollection<Parameter> parameters, AdamOptions? options = null)
    {
        _options = options ?? new AdamOptions();
        _parameters = parameters;
        foreach (var parameter in parameters) AddChunks(parameter);
    }

    public void Update(float learningRate)
    {
        _steps++;
        var step = new AdamStep
        {
            Beta1 = _options.Beta1,
            Beta2 = _options.Beta2,
            GradientScale = GradientScale(),
            // The bias corrections of both moments, folded into the rate and the root.
            Rate = learningRate / (1 - MathF.Pow(_options.Beta1, _steps)),
            InverseRootCorrection = 1 / MathF.Sqrt(1 - MathF.Pow(_options.Beta2, _steps)),
            Epsilon = _options.Epsilon,
            Decay = learningRate * _options.WeightDecay,
        };
        Parallel.ForEach(_chunks, chunk => chunk.Update(step));
    }

    private float GradientScale()
    {
        if (float.IsPositiveInfinity(_options.MaxGradientNorm)) return 1;
        var norm = Math.Sqrt(_parameters.Sum(p => (double)TensorPrimitives.SumOfSquares<float>(p.Gradient)));
        return norm > _options.MaxGradientNorm ? (float)(_options.MaxGradientNorm / norm) : 1;
    }

    private void AddChunks(Parameter parameter)
    {
        var (first, second) = (new float[parameter.Value.Length], new float[parameter.Value.Length]);
        foreach (var range in parameter.Chunks(ChunkSize))
        {
            _chunks.Add(new AdamChunk(parameter, first.AsMemory(range), second.AsMemory(range), range));
        }
    }
}
