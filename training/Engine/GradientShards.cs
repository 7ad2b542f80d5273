using System.Numerics.Tensors;

namespace UserRep.Training.Engine;

/// <summary>
/// Forward and backward of a batch in equal parts that run at once, each with fewer threads: most operators are too small to be worth
/// sharing among cores. The parameters are left with the gradient of the mean loss over all rows. The parts belong to the result, the
/// threads do not: operators give the same bits with any number of them. A loss that compares rows with each other compares those of one part.
/// </summary>
internal sealed class GradientShards : IDisposable
{
    // Little enough to stay in a core's cache from the first part to the last.
    private const int ChunkSize = 1 << 14;

    private readonly List<(Parameter Sum, Parameter[] Parts, Range Range)> _chunks = [];
    private readonly GradientSession[] _sessions;
    private readonly Batch[] _batches;
    private readonly float[] _weights;
    private readonly ParallelOptions _parallel;

    /// <param name="parameters">Takes the parameters of the definition, and the gradients.</param>
    /// <param name="definition">The model, with its loss.</param>
    /// <param name="count">How many parts.</param>
    /// <param name="capacity">The most rows of a batch.</param>
    /// <param name="options">Settings; the threads are for all parts together.</param>
    public GradientShards(ParameterSet parameters, Action<Tape> definition, int count, int capacity, EngineOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        int threads = (options ?? new EngineOptions()).Threads;
        EngineOptions each = new() { Threads = Math.Max(1, threads / count) };
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Clamp(threads, 1, count) };

        // The definition may name parameters anew: only what all parts share may.
        CompiledGraph.Build(parameters, definition, TapePurpose.Training);
        ParameterSet[] gradients = [.. Enumerable.Range(0, count).Select(_ => parameters.WithOwnGradients())];
        foreach (Parameter parameter in parameters)
        {
            Parameter[] parts = [.. gradients.Select(own => own[parameter.Name])];
            _chunks.AddRange(parameter.Chunks(ChunkSize).Select(range => (parameter, parts, range)));
        }

        _sessions = [.. gradients.Select(own => new GradientSession(own, definition, each))];
        _batches = [.. _sessions.Select(session => session.CreateBatch((capacity + count - 1) / count))];
        _weights = new float[count];
    }

    public int Count => _sessions.Length;

    /// <summary>Fills and runs all parts.</summary>
    /// <param name="rows">The rows of the batch, by any number.</param>
    /// <param name="fill">From the part, its rows and its batch: fills the inputs. Parts are filled at the same time.</param>
    /// <returns>The loss: the mean over all rows.</returns>
    public float Step(ReadOnlyMemory<int> rows, Action<int, ReadOnlyMemory<int>, Batch> fill)
    {
        Parallel.For(0, Count, _parallel, shard =>
        {
            ReadOnlyMemory<int> own = rows[(int)((long)shard * rows.Length / Count)..(int)((shard + 1L) * rows.Length / Count)];
            _weights[shard] = (float)own.Length / rows.Length;
            if (own.Length > 0)
            {
                fill(shard, own, _batches[shard]);
                _sessions[shard].Step(_batches[shard], own.Length);
            }
        });
        Parallel.ForEach(_chunks, AddGradients);
        return Mean(CompiledGraph.LossName);
    }

    /// <summary>The mean over all rows of an output of the last step that is one number, a mean over the rows of its part.</summary>
    public float Mean(string output)
    {
        float mean = 0;
        for (int shard = 0; shard < Count; shard++)
        {
            mean += _weights[shard] == 0 ? 0 : _weights[shard] * _batches[shard][output][0];
        }

        return mean;
    }

    public void Dispose()
    {
        foreach (Batch batch in _batches) batch.Dispose();
        foreach (GradientSession session in _sessions) session.Dispose();
    }

    // In the order of the parts, whichever was ready first: the sum is the same, bit for bit.
    private void AddGradients((Parameter Sum, Parameter[] Parts, Range Range) chunk)
    {
        Span<float> sum = chunk.Sum.Gradient.AsSpan(chunk.Range);
        sum.Clear();
        for (int shard = 0; shard < Count; shard++)
        {
            if (_weights[shard] > 0)
            {
                TensorPrimitives.MultiplyAdd(chunk.Parts[shard].Gradient.AsSpan(chunk.Range), _weights[shard], sum, sum);
            }
        }
    }
}
