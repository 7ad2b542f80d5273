using UserRep.Training.Engine.Onnx;

namespace UserRep.Training.Engine;

/// <summary>
/// Records a model's forward pass and derives its backward pass, both as one ONNX graph (reverse-mode differentiation).
/// A model is a method over a tape; the same method serves training, prediction and export.
/// </summary>
/// <example>
/// <code>
/// Value Score(Tape g)
/// {
///     var x = g.Input("x", 40);
///     var h = g.GeluTanh(g.Dense("hidden", x, 64));
///     return g.Output("score", g.Dense("score", h, 1));
/// }
///
/// void Training(Tape g) => g.Loss(g.BceWithLogits(Score(g), g.Input("label", 1)));
///
/// var parameters = new ParameterSet(seed: 1);
/// using var training = new TrainingSession(parameters, Training);
/// using var batch = training.CreateBatch(capacity: 512);
/// var adam = new Adam(parameters);
/// var order = new BatchOrder(count, batchSize: 512, seed: 1);
/// foreach (var rows in order.NextEpoch())
/// {
///     // fill batch["x"] and batch["label"] with these rows, row after row
///     var loss = training.Step(batch, rows.Length);
///     adam.Update(learningRate: 1e-3f);
/// }
///
/// byte[] onnx = OnnxExport.ToBytes(parameters, g => Score(g));
/// </code>
/// </example>
internal sealed class Tape
{
    private const string InverseRowsName = "inverse_rows";

    private readonly OnnxWriter _writer = new();
    private readonly ParameterSet _parameters;
    private readonly TapePurpose _purpose;
    private readonly Dictionary<string, Value> _parameterValues = [];
    private readonly List<Value> _inputs = [];
    private readonly List<Value> _outputs = [];
    private readonly List<Value> _inputsWithGradient = [];
    private readonly HashSet<Value> _differentiable = [];
    private readonly Dictionary<Value, Value> _gradients = [];
    private readonly Stack<Action> _backward = [];
    private Value? _inverseRows;
    private Value? _loss;
    private int _constants;

    public Tape(ParameterSet parameters, TapePurpose purpose)
    {
        _parameters = parameters;
        _purpose = purpose;
        Emit = new Emitter(_writer);
    }

    /// <summary>Operators without derivatives, for those who write differentiable ones.</summary>
    public Emitter Emit { get; }

    /// <summary>Whether a backward pass follows; if not, operators may take a fused forward form.</summary>
    public bool Differentiates => _purpose == TapePurpose.Training;

    /// <summary>One over the number of rows in the batch; the session sets it. Losses are means over rows.</summary>
    public Value InverseRows => _inverseRows ??= AddInput(InverseRowsName, []);

    /// <summary>A data input of N rows. With <paramref name="wantsGradient"/> the batch also receives the gradient towards it.</summary>
    public Value Input(string name, int columns, bool wantsGradient = false)
    {
        var input = AddInput(name, [Value.Rows, columns]);
        if (!wantsGradient) return input;
        _inputsWithGradient.Add(input);
        _differentiable.Add(input);
        return input;
    }

    /// <summary>A single number that may change from step to step, such as an annealed loss weight.</summary>
    public Value Scalar(string name) => AddInput(name, []);

    /// <summary>A parameter; asking twice for the same name shares it.</summary>
    public Value Parameter(string name, int[] shape, Initialiser initialiser, float decay = 1)
    {
        var parameter = _parameters.GetOrAdd(name, shape, initialiser, decay);
        if (_parameterValues.TryGetValue(name, out var known)) return known;
        var value = new Value(name, shape);
        if (_purpose == TapePurpose.Export) _writer.Initializer(name, shape, parameter.Value);
        // As an initializer it would be folded and packed once, and updates in place would go unseen.
        else _writer.Input(name, shape);
        _parameterValues.Add(name, value);
        _differentiable.Add(value);
        return value;
    }

    /// <summary>Fixed numbers, one per column.</summary>
    public Value Constant(ReadOnlySpan<float> values)
    {
        var value = new Value($"c{_constants++}", [values.Length]);
        _writer.Initializer(value.Name, value.Shape, values);
        return value;
    }

    /// <summary>Names a value as an output of the graph.</summary>
    public Value Output(string name, Value value)
    {
        AddOutput(name, value);
        return value;
    }

    /// <summary>Adds a loss term with a fixed weight to what training minimises.</summary>
    public void Loss(Value loss, float weight = 1) => Loss(loss, Emit.Scalar(weight));

    /// <summary>Adds a loss term whose weight is a <see cref="Scalar"/> input.</summary>
    public void Loss(Value loss, Value weight)
    {
        if (loss.Shape.Length != 0) throw new ArgumentException($"{loss} is not a single number.");
        var term = this.Mul(loss, weight);
        _loss = _loss is null ? term : this.Add(_loss, term);
    }

    /// <summary>
    /// Registers the backward of an operator. <paramref name="backward"/> gets the gradient of <paramref name="result"/> and
    /// passes gradients on with <see cref="Accumulate"/>. Nothing is kept when no operand needs a gradient.
    /// </summary>
    public Value Record(Value result, Value[] operands, Action<Value> backward)
    {
        if (!Differentiates || !operands.Any(_differentiable.Contains)) return result;
        _differentiable.Add(result);
        _backward.Push(() =>
        {
            if (_gradients.TryGetValue(result, out var gradient)) backward(gradient);
        });
        return result;
    }

    /// <summary>Adds to the gradient of an operand; the nodes are only emitted if the operand needs a gradient.</summary>
    public void Accumulate(Value operand, Func<Value> gradient)
    {
        if (!_differentiable.Contains(operand)) return;
        var summand = Emit.SumTo(gradient(), operand);
        _gradients[operand] = _gradients.TryGetValue(operand, out var sum) ? Emit.Add(sum, summand) : summand;
    }

    /// <summary>Emits the backward pass, if any, and closes the graph.</summary>
    public CompiledGraph Compile()
    {
        if (Differentiates) Backward();
        if (_loss is not null) AddOutput(CompiledGraph.LossName, _loss);
        var parameters = _parameterValues.Keys.ToArray();
        return new CompiledGraph
        {
            Parameters = _purpose == TapePurpose.Export ? [] : parameters,
            ParameterGradients = NameGradients(parameters.Select(p => _parameterValues[p])),
            InputGradients = NameGradients(_inputsWithGradient),
            Inputs = _inputs,
            Outputs = _outputs,
            InverseRows = _inverseRows?.Name,
            Model = _writer.ToArray(),
        };
    }

    private void Backward()
    {
        if (_loss is null) throw new InvalidOperationException("A model to be trained needs a loss.");
        _gradients[_loss] = Emit.Scalar(1);
        while (_backward.TryPop(out var backward)) backward();
    }

    private string[] NameGradients(IEnumerable<Value> values)
    {
        var reached = values.Where(_gradients.ContainsKey).ToArray();
        foreach (var value in reached) NameOutput(CompiledGraph.GradientName(value.Name), _gradients[value]);
        return [.. reached.Select(v => v.Name)];
    }

    private Value AddInput(string name, int[] shape)
    {
        var input = new Value(name, shape);
        _inputs.Add(input);
        _writer.Input(name, shape);
        return input;
    }

    private void AddOutput(string name, Value value)
    {
        _outputs.Add(new Value(name, value.Shape));
        NameOutput(name, value);
    }

    private void NameOutput(string name, Value value)
    {
        _writer.Node("Identity", [value.Name], [name]);
        _writer.Output(name, value.Shape);
    }
}
