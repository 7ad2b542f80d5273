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
/// using var training = new GradientSession(parameters, Training);
/// using var batch = training.CreateBatch(capacity: 512);
/// var adam = new Adam(parameters);
/// var order = new BatchOrder(count, batchSize: 512, seed: 1);
/// foreach (var rows in order.NextEpoch())
/// {
///     batch.Gather("x", features, rows.Span);
///     batch.Gather("label", labels, rows.Span);
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
    private readonly BackwardPass _backward;
    private readonly Dictionary<string, Value> _leaves = [];
    private readonly List<Value> _parameterValues = [];
    private readonly List<Value> _inputs = [];
    private readonly List<Value> _inputsWithGradient = [];
    private readonly List<Value> _outputs = [];
    private Value? _loss;
    private int _constants;

    public Tape(ParameterSet parameters, TapePurpose purpose)
    {
        _parameters = parameters;
        _purpose = purpose;
        Emit = new Emitter(_writer);
        _backward = new BackwardPass(Emit);
    }

    /// <summary>Operators without derivatives, for those who write differentiable ones.</summary>
    public Emitter Emit { get; }

    /// <summary>Whether a backward pass follows; if not, operators may take a fused forward form.</summary>
    public bool Differentiates => _purpose == TapePurpose.Training;

    /// <summary>One over the number of rows in the batch; the session sets it. Losses are means over rows.</summary>
    public Value InverseRows => Scalar(InverseRowsName);

    /// <summary>
    /// A data input of N rows; asking twice for the same name shares it. With <paramref name="wantsGradient"/> the batch also
    /// receives the gradient towards it.
    /// </summary>
    public Value Input(string name, int columns, bool wantsGradient = false)
    {
        var input = Leaf(name, [Value.Rows, columns], AddInput);
        if (!wantsGradient || _inputsWithGradient.Contains(input)) return input;
        _inputsWithGradient.Add(input);
        _backward.Want(input);
        return input;
    }

    /// <summary>A single number that may change from step to step, such as an annealed loss weight.</summary>
    public Value Scalar(string name) => Leaf(name, [], AddInput);

    /// <summary>A parameter; asking twice for the same name shares it. <paramref name="decay"/> multiplies the optimizer's weight decay.</summary>
    public Value Parameter(string name, int[] shape, Initialiser initialiser, float decay = 1)
    {
        var parameter = _parameters.GetOrAdd(name, shape, initialiser, decay);
        return Leaf(name, shape, value => AddParameter(value, parameter));
    }

    /// <summary>Fixed numbers: one per column, or of the given shape.</summary>
    public Value Constant(ReadOnlySpan<float> values, int[]? shape = null)
    {
        var value = new Value($"constant/{_constants++}", shape ?? [values.Length]);
        _writer.Initializer(value.Name, value.Shape, values);
        return value;
    }

    /// <summary>Names a value as an output of the graph.</summary>
    public Value Output(string name, Value value)
    {
        if (_leaves.ContainsKey(name) || _outputs.Any(o => o.Name == name))
            throw new ArgumentException($"The graph already has an input, parameter or output '{name}'.");
        _outputs.Add(new Value(name, value.Shape));
        NameOutput(name, value);
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
        if (Differentiates) _backward.Record(result, operands, backward);
        return result;
    }

    /// <summary>Adds to the gradient of an operand; the nodes are only emitted if the operand needs a gradient.</summary>
    public void Accumulate(Value operand, Func<Value> gradient) => _backward.Accumulate(operand, gradient);

    /// <summary>Emits the backward pass, if any, and closes the graph.</summary>
    public CompiledGraph Compile()
    {
        if (Differentiates) _backward.Run(_loss ?? throw new InvalidOperationException("A model to be trained needs a loss."));
        if (_loss is not null) Output(CompiledGraph.LossName, _loss);
        return new CompiledGraph
        {
            Parameters = _purpose == TapePurpose.Export ? [] : [.. _parameterValues.Select(p => p.Name)],
            ParameterGradients = NameGradients(_parameterValues),
            InputGradients = NameGradients(_inputsWithGradient),
            Inputs = _inputs,
            Outputs = _outputs,
            InverseRows = _leaves.ContainsKey(InverseRowsName) ? InverseRowsName : null,
            Model = _writer.ToArray(),
        };
    }

    private string[] NameGradients(IEnumerable<Value> leaves)
    {
        var names = new List<string>();
        foreach (var leaf in leaves)
        {
            if (_backward.GradientOf(leaf) is not { } gradient) continue;
            NameOutput(CompiledGraph.GradientName(leaf.Name), gradient);
            names.Add(leaf.Name);
        }

        return [.. names];
    }

    private Value Leaf(string name, int[] shape, Action<Value> add)
    {
        var leaf = new Value(name, shape);
        if (_leaves.TryAdd(name, leaf)) add(leaf);
        else Shapes.RequireSame(_leaves[name], leaf);
        return _leaves[name];
    }

    private void AddInput(Value input)
    {
        _inputs.Add(input);
        _writer.Input(input.Name, input.Shape);
    }

    private void AddParameter(Value value, Parameter parameter)
    {
        if (_purpose == TapePurpose.Export) _writer.Initializer(value.Name, value.Shape, parameter.Value);
        // As an initializer it would be folded and packed once, and updates in place would go unseen.
        else _writer.Input(value.Name, value.Shape);
        _parameterValues.Add(value);
        _backward.Want(value);
    }

    private void NameOutput(string name, Value value)
    {
        _writer.Node("Identity", [value.Name], [name]);
        _writer.Output(name, value.Shape);
    }
}
