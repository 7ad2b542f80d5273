using UserRep.Grains.Encoding;
using UserRep.Grains.Features;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Routing;
using UserRep.Model.Bundles;

namespace UserRep.Tests.Simulation.Versions;

/// <summary>A version that simulated silos serve: a real bundle for what a user's state is, and a number that every vector of it carries.</summary>
internal sealed record SimulatedModel(int Number, ModelBundle Bundle, FeatureSpace Space, MicroBatcher Batcher)
{
    public string Version => Bundle.Version;

    public VersionSummary Summary(VersionState state, DateTimeOffset now) => new()
    {
        Version = Version,
        State = state,
        Space = Bundle.EmbeddingSpace,
        FeatureSpace = Space.Id,
        Dimension = Bundle.Encoder.Dimension,
        Items = Bundle.Items.Count,
        CreatedAt = now,
        RegisteredAt = now,
        EventTypes = [.. Space.EventTypes],
        Revision = 1,
        Since = now,
        Share = state == VersionState.Canary ? 30 : 0,
    };

    /// <summary>It on one silo, whose users ask that silo's encoder.</summary>
    public ServedVersion Serve(IEncoderPool encoder) => new(Bundle, Space, Batcher, encoder, new ReadCounter());
}
