using UserRep.Model.Bundles;
using UserRep.Model.Features;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Methods;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.UserFeatures;
using UserRep.Training.ItemVectors;
using UserRep.Training.Replay;

namespace UserRep.Training.Evaluation.Run;

/// <summary>What all methods share: the data set, item vectors learned up to the fit's end, questions, features.</summary>
internal sealed record EvaluationData(
    EventTable Table, TimeSplit Split, ItemVectorSet Vectors, FeatureLayout Layout, MethodContext Context, UserMatrix Features)
{
    /// <summary>Gets the bundle whose item vectors, features and encoder are evaluated; null when they are learned.</summary>
    public ModelBundle? Bundle { get; init; }

    public Questions Questions => Context.Questions;

    /// <summary>Makes the replay that serves live users.</summary>
    public IUserReplay Replay() => new UserReplay(Layout, Vectors, Table.Info);

    /// <summary>The features of any cuts.</summary>
    public UserMatrix FeaturesOf(IReadOnlyList<Cut> cuts, bool exactWindows = false) => RawFeatures.Build(
        Table, cuts, Layout.Length, exactWindows ? () => new WindowReplay(Layout, Vectors, Table.Info) : Replay);
}
