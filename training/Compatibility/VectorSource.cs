using System.Numerics.Tensors;
using UserRep.Model.Bundles;
using UserRep.Model.Encoders;
using UserRep.Model.Features;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.Run;
using UserRep.Training.Evaluation.UserFeatures;
using UserRep.Training.Replay;
using UserRep.Training.Train;

namespace UserRep.Training.Compatibility;

/// <summary>One model's way from a data set's events to vectors: its own features, its own items, its own encoder.</summary>
internal sealed class VectorSource
{
    private readonly EventTable _table;
    private readonly FeatureLayout _layout;
    private readonly Func<IUserReplay> _createReplay;
    private readonly Encoder _encoder;
    private readonly string _name;

    private VectorSource(string name, EventTable table, FeatureLayout layout, Func<IUserReplay> createReplay, Encoder encoder) =>
        (_name, _table, _layout, _createReplay, _encoder) = (name, table, layout, createReplay, encoder);

    /// <exception cref="UserErrorException">Bundle and data set have no item in common.</exception>
    public static VectorSource Of(ModelBundle bundle, EventTable table)
    {
        FeatureLayout layout = new(bundle.Spec);
        int[] rows = BundleData.Rows(bundle, table.Catalogue);
        UserReplay CreateReplay() => new(layout, bundle.Items, item => item < 0 ? UserEvent.NoItem : rows[item], table.Info);
        return new VectorSource(bundle.Version, table, layout, CreateReplay, bundle.Encoder);
    }

    /// <param name="model">The model as trained.</param>
    /// <param name="encoder">Its encoder as it will be served.</param>
    /// <param name="table">The data set.</param>
    public static VectorSource Of(TrainedModel model, Encoder encoder, EventTable table) =>
        new("the new version", table, model.Layout, () => new UserReplay(model.Layout, model.Items, table.Info), encoder);

    /// <summary>The vectors at some cuts, a row each.</summary>
    /// <exception cref="UserErrorException">A vector is not finite.</exception>
    public UserMatrix At(IReadOnlyList<Cut> cuts)
    {
        UserMatrix vectors = EncoderBench.Encode(_name, _encoder, RawFeatures.Build(_table, cuts, _layout.Length, _createReplay));
        return TensorPrimitives.IsFiniteAll<float>(vectors.Values)
            ? vectors
            : throw new UserErrorException($"The encoder of {_name} gives vectors that are not finite, so nothing can be aligned with it. Train it again.");
    }
}
