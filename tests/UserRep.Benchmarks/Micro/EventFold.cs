using BenchmarkDotNet.Attributes;
using UserRep.Benchmarks.Features;
using UserRep.Model.Features;

namespace UserRep.Benchmarks.Micro;

/// <summary>An event folded into a user's state: one that stays in the caches, or one of more than fit there.</summary>
public class EventFold
{
    private const int Items = 10_000;

    private FeatureReducer _reducer = null!;
    private FeatureState[] _states = null!;
    private Crowd _crowd = null!;

    [Params(1, 50_000)]
    public int Users { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        FeatureLayout layout = new(BenchmarkSpecs.Served);
        _reducer = new FeatureReducer(layout, new RandomItems(layout.Spec, Items));
        _states = [.. Enumerable.Range(0, Users).Select(_ => new FeatureState(layout))];
        _crowd = new Crowd(Users, Items);
    }

    [Benchmark(Description = "An event folded into a user's state")]
    public void Fold()
    {
        UserEvent e = _crowd.Next(out int user);
        _reducer.Apply(_states[user], e);
    }
}
