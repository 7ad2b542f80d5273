using UserRep.Grains.Features;
using UserRep.Model.Bundles;
using UserRep.Tests.Training.Train;

namespace UserRep.Tests.Grains.Users;

/// <summary>A feature space of the simulated set's bundle, and events that mean something in it.</summary>
internal sealed class MusicSpace : IDisposable
{
    private readonly ModelBundle _bundle;

    public MusicSpace(SimulatedSet set)
    {
        _bundle = ModelBundle.Open(set.Bundle);
        Space = new FeatureSpace(_bundle.FeatureSpace, _bundle.Spec, _bundle.Items);
        Items = [.. Enumerable.Range(0, Math.Min(40, _bundle.Items.Count)).Select(row => System.Text.Encoding.UTF8.GetString(_bundle.Items.Id(row)))];
    }

    public FeatureSpace Space { get; }

    public IReadOnlyList<string> Items { get; }

    public void Dispose() => _bundle.Dispose();
}
