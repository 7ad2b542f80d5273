using UserRep.Grains.Encoding;
using UserRep.Grains.Features;
using UserRep.Model.Bundles;
using UserRep.Model.Features;
using UserRep.Tests.Model;
using UserRep.Tests.Model.Bundles;

namespace UserRep.Tests.Simulation.Versions;

/// <summary>The versions of all simulations, opened once: two that share a feature space, and one of another.</summary>
internal static class SimulatedModels
{
    private static readonly FeatureSpec _spec = new()
    {
        Name = "simulated",
        Modalities = [new("audio", 3)],
        EventTypes = [new("play"), new("skip", -0.5f)],
        TimeScales = [FeatureSpec.DefaultTimeScales[0], FeatureSpec.DefaultTimeScales[^1]],
    };

    private static readonly Lazy<IReadOnlyList<SimulatedModel>> _all = new(Open);

    public static IReadOnlyList<SimulatedModel> All => _all.Value;

    public static SimulatedModel Of(string version) => All.Single(m => m.Version == version);

    private static List<SimulatedModel> Open()
    {
        List<SimulatedModel> models = [];
        foreach (BundleMaker maker in new[] { Maker(1, _spec), Maker(2, _spec), Maker(3, _spec with { Shrinkage = 9 }) })
        {
            using TempFolder folder = new();
            string path = folder[maker.Version];
            maker.Write(path);

            // What is mapped stays after its name has gone.
            ModelBundle bundle = ModelBundle.Open(path);
            FeatureSpace space = models.Find(m => m.Space.Id == bundle.FeatureSpace)?.Space ?? new FeatureSpace(bundle.FeatureSpace, bundle.Spec, bundle.Items);
            models.Add(new SimulatedModel(models.Count + 1, bundle, space, new MicroBatcher(maker.Version, bundle.Encoder, new EncoderPoolOptions { MaxBatch = 1 }, new EncodeMeter(SimulationWorld.Meter, TimeProvider.System))));
        }

        return models;
    }

    private static BundleMaker Maker(int number, FeatureSpec spec) => new() { Version = $"v{number}", Spec = spec, ItemDimensions = [3], EncoderSeed = number };
}
