using System.Collections;

namespace UserRep.Training.Engine;

/// <summary>
/// A model's dense parameters in the order of their first use. Each is initialised from the seed and its own name, so adding one
/// leaves the others as they were.
/// </summary>
internal sealed class ParameterSet(int seed) : IReadOnlyCollection<Parameter>
{
    private readonly Dictionary<string, Parameter> _byName = [];
    private readonly List<Parameter> _inOrder = [];

    public int Count => _inOrder.Count;

    public Parameter this[string name] =>
        _byName.TryGetValue(name, out var parameter)
            ? parameter
            : throw new KeyNotFoundException($"No parameter '{name}'; there are: {string.Join(", ", _byName.Keys)}.");

    public Parameter GetOrAdd(string name, int[] shape, Initialiser initialiser, float decay = 1)
    {
        if (_byName.TryGetValue(name, out var known)) return RequireShape(known, shape);
        var parameter = new Parameter(name, shape, decay);
        initialiser(parameter.Value, shape, new Random(SeedOf(name)));
        return Add(parameter);
    }

    /// <summary>The parameters there are by now: the same values, with gradients of their own.</summary>
    public ParameterSet WithOwnGradients()
    {
        ParameterSet own = new(seed);
        foreach (Parameter parameter in _inOrder) own.Add(parameter.WithOwnGradient());
        return own;
    }

    public IEnumerator<Parameter> GetEnumerator() => _inOrder.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Parameter Add(Parameter parameter)
    {
        _byName.Add(parameter.Name, parameter);
        _inOrder.Add(parameter);
        return parameter;
    }

    private static Parameter RequireShape(Parameter known, int[] shape) =>
        known.Shape.AsSpan().SequenceEqual(shape)
            ? known
            : throw new ArgumentException(
                $"Parameter '{known.Name}' is [{string.Join(", ", known.Shape)}], not [{string.Join(", ", shape)}].");

    // FNV-1a: string.GetHashCode differs from process to process.
    private int SeedOf(string name) =>
        (int)name.Aggregate(unchecked((uint)seed * 2654435761u) ^ 2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619u));
}
