namespace UserRep.Training.Engine;

/// <summary>Operators together with their parameters, named after the layer.</summary>
internal static class Layers
{
    /// <summary>A fully connected layer with parameters <c>name.weight</c> and <c>name.bias</c>.</summary>
    public static Value Dense(this Tape g, string name, Value x, int outputs, Initialiser? initialiser = null)
    {
        Shapes.RequireColumns(x);
        var weight = g.Parameter(name + ".weight", [x.Columns, outputs], initialiser ?? Initialisers.He);
        return g.Linear(x, weight, g.Parameter(name + ".bias", [outputs], Initialisers.Zeros, decay: 0));
    }

    /// <summary>Layer normalisation with parameters <c>name.scale</c> and <c>name.shift</c>.</summary>
    public static Value Norm(this Tape g, string name, Value x)
    {
        var scale = g.Parameter(name + ".scale", [x.Columns], Initialisers.Ones, decay: 0);
        return g.LayerNorm(x, scale, g.Parameter(name + ".shift", [x.Columns], Initialisers.Zeros, decay: 0));
    }
}
