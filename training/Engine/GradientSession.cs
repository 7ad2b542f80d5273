namespace UserRep.Training.Engine;

/// <summary>Forward and backward of a model: each step leaves the loss's gradient in the parameters. One step at a time.</summary>
internal sealed class GradientSession : IDisposable
{
    private readonly GraphSession _session;

    public GradientSession(ParameterSet parameters, Action<Tape> definition, EngineOptions? options = null) =>
        _session = new GraphSession(CompiledGraph.Build(parameters, definition, TapePurpose.Training), parameters, options);

    public Batch CreateBatch(int capacity) => _session.CreateBatch(capacity);

    /// <summary>Runs the first <paramref name="rows"/> rows of the batch and returns their loss.</summary>
    public float Step(Batch batch, int rows)
    {
        _session.Run(batch, rows);
        return batch[CompiledGraph.LossName][0];
    }

    public void Dispose() => _session.Dispose();
}
