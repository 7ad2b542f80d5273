namespace UserRep.Training.Engine;

/// <summary>What a tape remembers of its forward pass, and the gradients that running it backwards emits.</summary>
internal sealed class BackwardPass(Emitter emitter)
{
    private readonly HashSet<Value> _differentiable = [];
    private readonly Dictionary<Value, Value> _gradients = [];
    private readonly Stack<(Value Result, Action<Value> Backward)> _records = [];

    /// <summary>Marks a leaf, that is a parameter or an input, as one whose gradient is wanted.</summary>
    public void Want(Value leaf) => _differentiable.Add(leaf);

    public void Record(Value result, Value[] operands, Action<Value> backward)
    {
        if (!operands.Any(_differentiable.Contains)) return;
        _differentiable.Add(result);
        _records.Push((result, backward));
    }

    public void Accumulate(Value operand, Func<Value> gradient)
    {
        if (!_differentiable.Contains(operand)) return;
        var summand = emitter.SumTo(gradient(), operand);
        _gradients[operand] = _gradients.TryGetValue(operand, out var sum) ? emitter.Add(sum, summand) : summand;
    }

    /// <summary>Recording order is a topological order, so its reverse meets every value after all of its uses.</summary>
    public void Run(Value loss)
    {
        _gradients[loss] = emitter.Scalar(1);
        while (_records.TryPop(out var record))
            if (_gradients.TryGetValue(record.Result, out var gradient)) record.Backward(gradient);
    }

    /// <summary>The gradient of a leaf; null if the loss does not depend on it.</summary>
    public Value? GradientOf(Value leaf) => _gradients.GetValueOrDefault(leaf);
}
