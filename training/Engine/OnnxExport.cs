namespace UserRep.Training.Engine;

/// <summary>Writes a model for serving: the same definition, its parameters baked in.</summary>
internal static class OnnxExport
{
    public const string Features = "features";
    public const string Embedding = "embedding";

    /// <summary>Any definition, with the inputs and outputs that it names.</summary>
    public static byte[] ToBytes(ParameterSet parameters, Action<Tape> definition) =>
        CompiledGraph.Build(parameters, definition, TapePurpose.Export).Model;

    /// <summary>An encoder as the service loads it: input <c>features</c> [N, F], output <c>embedding</c> [N, D].</summary>
    public static byte[] Encoder(ParameterSet parameters, int featureCount, Func<Tape, Value, Value> encoder) =>
        ToBytes(parameters, g => g.Output(Embedding, encoder(g, g.Input(Features, featureCount))));
}
