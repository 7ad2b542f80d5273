namespace UserRep.Training.Engine;

/// <summary>Forward only, over the parameters' current values: predictions and held-out losses while training goes on.</summary>
internal sealed class ForwardSession : IDisposable
{
    private readonly GraphSession _session;

    public ForwardSession(ParameterSet parameters, Action<Tape> definition, EngineOptions? options = null) =>
        _session = new GraphSession(CompiledGraph.Build(parameters, definition, TapePurpose.Forward), parameters, options);

    public Batch CreateBatch(int capacity) => _session.CreateBatch(capacity);

    /// <summary>Computes the outputs of the first <paramref name="rows"/> rows into the batch.</summary>
    public void Run(Batch batch, int rows) => _session.Run(batch, rows);

    /// <summary>The loss of the first <paramref name="rows"/> rows, for a definition that has one.</summary>
    public float Loss(Batch batch, int rows)
    {
        _session.Run(batch, rows);
        return batch[CompiledGraph.LossName][0];
    }

    public void Dispose() => _session.Dispose();
}
