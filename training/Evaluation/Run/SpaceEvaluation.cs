using UserRep.Training.Cli;
using UserRep.Training.Evaluation.Neighbours;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.Reports;
using UserRep.Training.Evaluation.Reports.Pictures;
using UserRep.Training.Evaluation.Transfer;
using UserRep.Training.Evaluation.UserFeatures;

namespace UserRep.Training.Evaluation.Run;

/// <summary>
/// The quality of the space at one moment, the start of the test: who is near whom, and what can be told from a vector. Profiles are
/// hidden from all methods here, for they are what is asked.
/// </summary>
internal sealed class SpaceEvaluation(EvaluationData data, EvaluationOptions options, EncoderBench encoders, FeatureMethods methods, IProgressReporter progress)
{
    private readonly long _momentMs = data.Split.TestFromMs;

    public IReadOnlyDictionary<string, NeighbourFigures> Neighbours(EncoderVariant variant, CancellationToken cancellation)
    {
        using IProgressStage stage = progress.Start("Comparing neighbours");
        NeighbourOptions neighbours = new() { Picks = options.Protocol.Picks };
        int[] users = NeighbourSample.Choose(data.Table, _momentMs, neighbours);
        return NeighbourEvaluation
            .Run(Matrices(variant, users, cancellation), new NeighbourQuestions(data.Table, users, _momentMs, neighbours).Build(), neighbours, options.Bootstrap, cancellation)
            .ToDictionary(result => result.Question, NeighbourFigures.From);
    }

    public IReadOnlyDictionary<string, AttributeFigures> Transfer(EncoderVariant variant, CancellationToken cancellation)
    {
        using IProgressStage stage = progress.Start("Predicting attributes");
        TransferOptions transfer = new() { Threads = 1 };
        int[] users = NeighbourSample.Choose(data.Table, _momentMs, new NeighbourOptions { MaximumUsers = int.MaxValue });
        IReadOnlyList<TransferTask> tasks = TransferTasks.Find(data.Table, users, transfer);
        if (tasks.Count == 0)
        {
            return new Dictionary<string, AttributeFigures>();
        }

        UserMatrix[] matrices = Matrices(variant, users, cancellation);
        return tasks.ToDictionary(
            task => task.Attribute, task => AttributeFigures.From(TransferEvaluation.Run(matrices, task, transfer, options.Bootstrap, cancellation)));
    }

    /// <summary>Our vectors of a sample of users, to be shown.</summary>
    public Projection Projection(EncoderVariant variant, CancellationToken cancellation)
    {
        int[] users = NeighbourSample.Choose(data.Table, _momentMs, new NeighbourOptions());
        return UserGroups.Of(data.Table, Matrices(variant, users, cancellation)[0], users, _momentMs, data.Context.Items);
    }

    private UserMatrix[] Matrices(EncoderVariant variant, int[] users, CancellationToken cancellation)
    {
        Cut[] cuts = [.. users.Select(CutOf)];
        UserMatrix features = encoders.Visible(variant, encoders.FeaturesOf(variant, cuts));
        return
        [
            encoders.Encode(variant, 1, features, cancellation) with { Name = MethodNames.UserRep },
            AverageVectors.Build(data.Questions with { Cuts = cuts, Examples = [] }, data.Context.Items),
            methods.Raw(features),
            methods.Pca(features),
        ];
    }

    private Cut CutOf(int user) => new(user, _momentMs, data.Table.EndAt(user, _momentMs), 0, CutKind.Weekly, Period.Test);
}
