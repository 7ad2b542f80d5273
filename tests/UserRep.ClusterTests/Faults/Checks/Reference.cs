using UserRep.EventLog.Events;
using UserRep.Grains.Features;
using UserRep.Grains.Users;
using UserRep.Model.Bundles;

namespace UserRep.ClusterTests.Faults.Checks;

/// <summary>One version's vectors and snapshots as the log has them, computed beside the service.</summary>
internal sealed class Reference : IDisposable
{
    private readonly ModelBundle _bundle;
    private readonly float[] _features;

    public Reference(string folder)
    {
        _bundle = ModelBundle.Open(folder);
        Space = new FeatureSpace(_bundle.FeatureSpace, _bundle.Spec, _bundle.Items);
        _features = new float[Space.Layout.Length];
    }

    public FeatureSpace Space { get; }

    public string Version => _bundle.Version;

    /// <summary>The vector of a state.</summary>
    public float[] Encode(UserFold fold, long asOfMs)
    {
        Space.Vectorizer.Vectorize(fold.State, asOfMs, _features);
        float[] vector = new float[_bundle.Encoder.Dimension];
        _bundle.Encoder.Encode(_features, vector, 1);
        return vector;
    }

    /// <summary>A user's state after the events up to a position.</summary>
    public UserFold Fold(IEnumerable<LogEvent> events, long position)
    {
        UserFold fold = new(Space);
        fold.TryFollow([.. events.TakeWhile(e => e.Offset <= position)]);
        return fold;
    }

    public void Dispose() => _bundle.Dispose();
}
