using BenchmarkDotNet.Attributes;
using UserRep.Benchmarks.Features;
using UserRep.Model.Features;

namespace UserRep.Benchmarks.Micro;

/// <summary>A user's state written as the model takes it.</summary>
public class UserVectorizing
{
    private const int Users = 50_000;
    private const int Items = 10_000;
    private const int EventsPerUser = 3;

    private readonly Crowd _crowd = new(Users, Items);
    private FeatureVectorizer _vectorizer = null!;
    private FeatureState[] _states = null!;
    private float[] _features = null!;

    [GlobalSetup]
    public void SetUp()
    {
        FeatureLayout layout = new(BenchmarkSpecs.Served);
        FeatureReducer reducer = new(layout, new RandomItems(layout.Spec, Items));
        _states = [.. Enumerable.Range(0, Users).Select(_ => new FeatureState(layout))];
        for (int i = 0; i < Users * EventsPerUser; i++)
        {
            UserEvent e = _crowd.Next(out int user);
            reducer.Apply(_states[user], e);
        }

        _vectorizer = new FeatureVectorizer(layout);
        _features = new float[layout.Length];
    }

    [Benchmark(Description = "A user's state written as the model takes it")]
    public void Vectorize()
    {
        _crowd.Next(out int user);
        _vectorizer.Vectorize(_states[user], _crowd.NowMs, _features);
    }
}
