using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Model.Features;

namespace UserRep.Benchmarks.Features;

/// <summary>A state written as a feature row, users at random, against copying a row of that length.</summary>
internal sealed class VectorizerBenchmark : IBenchmark
{
    private const int Items = 10_000;
    private const int EventsPerUser = 3;
    private const int AllocationUsers = 10_000;
    private const double Micro = 1e-3;

    public string Name => "vectorizer";

    public string Question => "What does a feature vector cost, against copying as many numbers?";

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation)
    {
        FeatureLayout layout = new(BenchmarkSpecs.Served);
        int users = options.Quick ? 20_000 : 50_000;
        Contender own = Own(layout, users);
        Samples[] times = [.. Race.Run(options, cancellation, own, Copy(layout.Length, users)).Select(t => t.Select(ns => ns * Micro))];
        string name = $"Vectorizer, {layout.Length} numbers, {users:N0} users at random";
        return
        [
            ResultRow.Against("vectorizer.many", name, "µs/user", times[0], "copy of as many numbers", times[1], new Bounds(Better.Lower)),
            ResultRow.Alone(
                "vectorizer.allocation", $"{name}, allocation", "B/user", new Samples([Race.AllocatedBytes(own, AllocationUsers)]), new Bounds(Better.Lower, 0, 0)),
        ];
    }

    private static Contender Own(FeatureLayout layout, int users)
    {
        Crowd crowd = new(users, Items);
        FeatureState[] states = [.. Enumerable.Range(0, users).Select(_ => new FeatureState(layout))];
        FeatureReducer reducer = new(layout, new RandomItems(layout.Spec, Items));
        for (int i = 0; i < users * EventsPerUser; i++)
        {
            UserEvent e = crowd.Next(out int user);
            reducer.Apply(states[user], e);
        }

        FeatureVectorizer vectorizer = new(layout);
        float[] features = new float[layout.Length];
        return new Contender("vectorizer", n =>
        {
            for (int i = 0; i < n; i++)
            {
                crowd.Next(out int user);
                vectorizer.Vectorize(states[user], crowd.NowMs, features);
            }
        });
    }

    private static Contender Copy(int length, int users)
    {
        Crowd crowd = new(users, Items);
        float[][] rows = [.. Enumerable.Range(0, users).Select(_ => new float[length])];
        float[] target = new float[length];
        return new Contender("copy", n =>
        {
            for (int i = 0; i < n; i++)
            {
                crowd.Next(out int user);
                rows[user].CopyTo(target, 0);
            }
        });
    }
}
