using System.Numerics.Tensors;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Benchmarks.Training;
using UserRep.Model.Features;

namespace UserRep.Benchmarks.Features;

/// <summary>
/// An event folded into a user's state, with states far beyond the caches and with states inside them; against a plain loop and
/// against reading and writing each number of the state once.
/// </summary>
internal sealed class ReducerBenchmark : IBenchmark
{
    private const int Items = 10_000;
    private const int AllocationEvents = 10_000;

    public string Name => "reducer";

    public string Question => "What does one event cost, against a plain loop and against the memory's bandwidth?";

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation)
    {
        return [.. Measure(options, "many", options.Quick ? 20_000 : 50_000, cancellation), .. Measure(options, "one", 1, cancellation)];
    }

    private static IEnumerable<ResultRow> Measure(MeasuringOptions options, string id, int users, CancellationToken cancellation)
    {
        FeatureLayout layout = new(BenchmarkSpecs.Served);
        RandomItems items = new(layout.Spec, Items);
        Contender own = Own(layout, items, users);
        Samples[] times = Race.Run(options, cancellation, own, Plain(layout.Spec, items, users), Memory(layout.Spec, items, users));
        string name = $"Reducer, {users:N0} {(users == 1 ? "user" : "users at random")}";
        yield return ResultRow.Against($"reducer.{id}.loop", name, "ns/event", times[0], "plain scalar loop", times[1], new Bounds(Better.Lower));
        yield return ResultRow.Against(
            $"reducer.{id}.memory", name, "ns/event", times[0], "the state's numbers read and written once", times[2], new Bounds(Better.Lower));
        yield return ResultRow.Alone(
            $"reducer.{id}.allocation", $"{name}, allocation", "B/event", new Samples([Race.AllocatedBytes(own, AllocationEvents)]), new Bounds(Better.Lower, 0, 0));
    }

    private static Contender Own(FeatureLayout layout, RandomItems items, int users)
    {
        FeatureReducer reducer = new(layout, items);
        Crowd crowd = new(users, Items);
        FeatureState[] states = [.. Enumerable.Range(0, users).Select(_ => new FeatureState(layout))];
        return new Contender("reducer", n =>
        {
            for (int i = 0; i < n; i++)
            {
                UserEvent e = crowd.Next(out int user);
                reducer.Apply(states[user], e);
            }
        });
    }

    private static Contender Plain(FeatureSpec spec, RandomItems items, int users)
    {
        ScalarReducer reducer = new(spec, items);
        Crowd crowd = new(users, Items);
        float[][] states = [.. Enumerable.Range(0, users).Select(_ => new float[reducer.Length])];
        long[] last = new long[users];
        Array.Fill(last, crowd.NowMs);
        return new Contender("plain scalar loop", n =>
        {
            for (int i = 0; i < n; i++)
            {
                UserEvent e = crowd.Next(out int user);
                reducer.Apply(states[user], ref last[user], e);
            }
        });
    }

    private static Contender Memory(FeatureSpec spec, RandomItems items, int users)
    {
        Crowd crowd = new(users, Items);
        int length = new ScalarReducer(spec, items).Length;
        // Numbers that stay normal: a state of zeros would be as fast, subnormal ones would not.
        float[][] states = [.. Enumerable.Range(0, users).Select(u => RandomRows.Numbers(length, u))];
        return new Contender("memory", n =>
        {
            for (int i = 0; i < n; i++)
            {
                crowd.Next(out int user);
                TensorPrimitives.Multiply(states[user], -1f, states[user]);
            }
        });
    }
}
