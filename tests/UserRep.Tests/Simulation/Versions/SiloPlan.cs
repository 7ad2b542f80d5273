using UserRep.Grains.Embeddings;
using UserRep.Grains.Encoding;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Routing;

namespace UserRep.Tests.Simulation.Versions;

/// <summary>What a simulated silo serves: what the catalogue has, with encoders of the silo's own.</summary>
internal sealed class SiloPlan(EmbeddingTable table, Func<SimulatedModel, IEncoderPool> encoder, TimeProvider time) : IPlanSource
{
    public ServingPlan Plan { get; private set; } = ServingPlan.Empty;

    public void Follow(CatalogState catalog)
    {
        if (catalog.Revision <= Plan.Revision)
        {
            return;
        }

        ServingPlan before = Plan;
        VersionSummary[] summaries = [.. catalog.Versions.Where(v => VersionMoves.IsServed(v.State))];
        Dictionary<string, ServedVersion> versions = summaries.ToDictionary(v => v.Version, v => before.Find(v.Version) ?? Serve(v.Version), StringComparer.Ordinal);
        foreach (VersionSummary summary in summaries)
        {
            versions[summary.Version].Plan(ServingPlan.Renewed(summary), time.GetUtcNow().ToUnixTimeMilliseconds());
        }

        Plan = new ServingPlan(catalog, versions, new Dictionary<string, string>(), new ReadCounters());
        foreach (ServedVersion dropped in before.Versions.Where(v => !versions.ContainsKey(v.Version)))
        {
            table.RemoveVersion(dropped.Version);
        }
    }

    private ServedVersion Serve(string version)
    {
        SimulatedModel model = SimulatedModels.Of(version);
        return model.Serve(encoder(model));
    }
}
