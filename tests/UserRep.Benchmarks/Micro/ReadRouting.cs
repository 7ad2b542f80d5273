using BenchmarkDotNet.Attributes;
using UserRep.Benchmarks.Service;
using UserRep.Grains.Features;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Consumers;
using UserRep.Grains.Versions.Routing;
using UserRep.Model.Bundles;

namespace UserRep.Benchmarks.Micro;

/// <summary>Which version each of the users of a consumer's read gets, with a canary of half of all users.</summary>
public class ReadRouting
{
    private const string Consumer = "ranker";
    private const string Current = "demo";
    private const string Canary = "second";
    private const double Share = 50;

    private AskedUsers _asked = null!;
    private ModelBundle _bundle = null!;
    private ServingPlan _plan = null!;

    [Params(1, 500)]
    public int Users { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _asked = new AskedUsers(Load.Users, Users);
        _bundle = ModelBundle.Open(Path.Combine(AppContext.BaseDirectory, "Demo", "demo.zip"));

        // Nothing is encoded.
        ServedVersion served = new(_bundle, new FeatureSpace(_bundle.FeatureSpace, _bundle.Spec, _bundle.Items), null!, null!, new ReadCounter());
        CatalogState catalog = new()
        {
            Versions = [Version(Current, VersionState.Current), Version(Canary, VersionState.Canary)],
            Consumers = [new ConsumerInfo { Name = Consumer, Accepts = [Current, Canary] }],
        };
        _plan = new ServingPlan(catalog, new Dictionary<string, ServedVersion> { [Current] = served, [Canary] = served }, new Dictionary<string, string>(), new ReadCounters());
    }

    [GlobalCleanup]
    public void CleanUp() => _bundle.Dispose();

    /// <returns>How many get the canary.</returns>
    [Benchmark(Description = "Which version the users of a consumer's read get, with a canary of half of all")]
    public int Route()
    {
        ConsumerRoute route = _plan.RouteOf(Consumer);
        int inCanary = 0;
        foreach (string user in _asked.Next())
        {
            inCanary += route.IsCanary(user) ? 1 : 0;
        }

        route.Split!.Add(Users, inCanary);
        return inCanary;
    }

    private VersionSummary Version(string name, VersionState state) => new()
    {
        Version = name,
        State = state,
        Share = Share,
        Space = _bundle.EmbeddingSpace,
        FeatureSpace = _bundle.FeatureSpace,
        Dimension = _bundle.Encoder.Dimension,
        Items = _bundle.Items.Count,
        CreatedAt = DateTimeOffset.UnixEpoch,
        RegisteredAt = DateTimeOffset.UnixEpoch,
        EventTypes = [],
    };
}
