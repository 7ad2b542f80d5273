using Microsoft.ML.OnnxRuntime;

namespace UserRep.Training.Engine;

/// <summary>A compiled graph loaded into ONNX Runtime, running over a batch's and the parameters' own arrays.</summary>
internal sealed class GraphSession : IDisposable
{
    private readonly CompiledGraph _graph;
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly Dictionary<string, BoundArray> _parameterArrays = [];
    private readonly string[] _inputs;
    private readonly string[] _outputs;

    public GraphSession(CompiledGraph graph, ParameterSet parameters, EngineOptions? options)
    {
        _graph = graph;
        using var sessionOptions = CreateOptions(options ?? new EngineOptions());
        _session = new InferenceSession(graph.Model, sessionOptions);
        foreach (var name in graph.Parameters)
            _parameterArrays.Add(name, new BoundArray(parameters[name].Value, parameters[name].Shape));
        foreach (var name in graph.ParameterGradients)
            _parameterArrays.Add(CompiledGraph.GradientName(name), new BoundArray(parameters[name].Gradient, parameters[name].Shape));
        _inputs = [.. graph.Inputs.Select(i => i.Name), .. graph.Parameters];
        _outputs = [.. graph.Outputs.Select(o => o.Name),
            .. graph.ParameterGradients.Concat(graph.InputGradients).Select(CompiledGraph.GradientName)];
    }

    public Batch CreateBatch(int capacity) => new(_graph, capacity);

    public void Run(Batch batch, int rows)
    {
        batch.SetRows(rows);
        _session.Run(_runOptions, _inputs, Views(_inputs, batch, rows), _outputs, Views(_outputs, batch, rows));
    }

    public void Dispose()
    {
        foreach (var array in _parameterArrays.Values) array.Dispose();
        _runOptions.Dispose();
        _session.Dispose();
    }

    private OrtValue[] Views(string[] names, Batch batch, int rows) =>
        Array.ConvertAll(names, name => _parameterArrays.TryGetValue(name, out var parameter) ? parameter.View(1) : batch.Find(name).View(rows));

    private static SessionOptions CreateOptions(EngineOptions options)
    {
        var result = new SessionOptions
        {
            IntraOpNumThreads = options.Threads,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // A spinning worker takes the core that the managed work between two steps needs.
        result.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return result;
    }
}
