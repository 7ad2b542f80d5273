using CsCheck;
using UserRep.Training.Engine;
using Xunit;

namespace UserRep.Tests.Training.Engine;

/// <summary>
/// Compares a graph's loss, and its gradient towards every parameter and every input that wants one, with central differences of a
/// reference in double precision, over random values and batch sizes.
/// </summary>
internal sealed class GradientCheck : IDisposable
{
    /// <summary>Float arithmetic leaves 1e-7 to 1e-6; a wrong term in a derivative leaves far more.</summary>
    public const double Tight = 1e-5;

    /// <summary>For a layer norm, which divides by what little a row varies: one sample in some 16,000 leaves a little over 1e-4.</summary>
    public const double Wide = 1e-3;

    private const double Nudge = 1e-5;

    // Some activations have no slope at 0: a difference that reaches across it is no reference.
    private const float NearestToZero = 1e-3f;
    private const int Capacity = 6;

    private readonly ParameterSet _parameters = new(seed: 1);
    private readonly CompiledGraph _graph;
    private readonly GradientSession _session;
    private readonly Batch _batch;
    private readonly Func<IReadOnlyDictionary<string, Matrix>, double> _reference;
    private readonly double _tolerance;

    private GradientCheck(Action<Tape> definition, Func<IReadOnlyDictionary<string, Matrix>, double> reference, double tolerance)
    {
        _graph = CompiledGraph.Build(_parameters, definition, TapePurpose.Training);
        _session = new GradientSession(_parameters, definition, new EngineOptions { Threads = 1 });
        _batch = _session.CreateBatch(Capacity);
        _reference = reference;
        _tolerance = tolerance;
    }

    public static void Verify(Action<Tape> definition, Func<IReadOnlyDictionary<string, Matrix>, double> reference, double tolerance = Tight)
    {
        using var check = new GradientCheck(definition, reference, tolerance);
        Gen.Select(Gen.Int, Gen.Int[1, Capacity]).Sample((seed, rows) => check.VerifyOnce(new Random(seed), rows), iter: 8, threads: 1);
    }

    public void Dispose()
    {
        _batch.Dispose();
        _session.Dispose();
    }

    private void VerifyOnce(Random random, int rows)
    {
        foreach (var array in _parameters.Select(p => p.Value).Concat(_graph.Inputs.Select(i => _batch[i.Name])))
        {
            Initialisers.FillNormal(array, 0.8f, random);
            KeepFromZero(array);
        }

        var loss = _session.Step(_batch, rows);
        var values = Values(rows);
        Assert.Equal(_reference(values), loss, 1e-5 * (1 + Math.Abs(loss)));
        Assert.NotEmpty(_graph.ParameterGradients.Concat(_graph.InputGradients));
        foreach (var name in _graph.ParameterGradients) VerifyGradient(name, _parameters[name].Gradient, values);
        foreach (var name in _graph.InputGradients) VerifyGradient(name, _batch.Gradient(name), values);
    }

    private static void KeepFromZero(float[] array)
    {
        for (var i = 0; i < array.Length; i++)
            if (Math.Abs(array[i]) < NearestToZero) array[i] = MathF.CopySign(NearestToZero, array[i]);
    }

    private Dictionary<string, Matrix> Values(int rows)
    {
        var values = new Dictionary<string, Matrix>();
        foreach (var input in _graph.Inputs)
            values[input.Name] = ToMatrix(_batch[input.Name], input.Shape.Length == 0 ? 1 : rows, input.Columns == Value.Rows ? rows : input.Columns);
        foreach (var parameter in _parameters)
            values[parameter.Name] = ToMatrix(parameter.Value, parameter.Shape.Length == 1 ? 1 : parameter.Shape[0], parameter.Shape[^1]);
        return values;
    }

    private void VerifyGradient(string name, float[] actual, Dictionary<string, Matrix> values)
    {
        var data = values[name].Data;
        var (error, size) = (0.0, 0.0);
        for (var i = 0; i < data.Length; i++)
        {
            var expected = Slope(values, data, i);
            error += Math.Pow(actual[i] - expected, 2);
            size += expected * expected;
        }

        Assert.True(Math.Sqrt(error) <= _tolerance * (0.1 + Math.Sqrt(size)), $"Gradient of {name}: error {Math.Sqrt(error)} at norm {Math.Sqrt(size)}.");
    }

    private double Slope(Dictionary<string, Matrix> values, double[] data, int i)
    {
        var original = data[i];
        data[i] = original + Nudge;
        var above = _reference(values);
        data[i] = original - Nudge;
        var below = _reference(values);
        data[i] = original;
        return (above - below) / (2 * Nudge);
    }

    private static Matrix ToMatrix(float[] values, int rows, int columns) => Matrix.Fill(rows, columns, (i, j) => values[(i * columns) + j]);
}
