namespace UserRep.Training.Engine;

/// <summary>A finished graph and the names of what goes in and out of it.</summary>
internal sealed class CompiledGraph
{
    public const string LossName = "loss";

    public required byte[] Model { get; init; }

    public required IReadOnlyList<Value> Inputs { get; init; }

    public required IReadOnlyList<Value> Outputs { get; init; }

    public required IReadOnlyList<string> Parameters { get; init; }

    /// <summary>Parameters that the loss depends on; only these have a gradient output.</summary>
    public required IReadOnlyList<string> ParameterGradients { get; init; }

    /// <summary>Data inputs that asked for a gradient and that the loss depends on.</summary>
    public required IReadOnlyList<string> InputGradients { get; init; }

    /// <summary>Name of the input that takes one over the number of rows; null in a graph without losses.</summary>
    public required string? InverseRows { get; init; }

    public static string GradientName(string name) => "gradient/" + name;

    public static CompiledGraph Build(ParameterSet parameters, Action<Tape> definition, TapePurpose purpose)
    {
        var tape = new Tape(parameters, purpose);
        definition(tape);
        return tape.Compile();
    }
}
