using UserRep.Model.Features;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Methods;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.Transfer;
using UserRep.Training.Evaluation.UserFeatures;
using UserRep.Training.ItemVectors;
using UserRep.Training.Specs;

namespace UserRep.Training.Evaluation.Run;

/// <summary>
/// A data set without times as one moment: item vectors from all events, and no questions of what comes next. Attributes have no part in
/// item vectors or features.
/// </summary>
internal sealed class TimelessDataBuilder(EventTable table, EvaluationOptions options, IProgressReporter progress)
{
    /// <exception cref="UserErrorException">There are no events, or no attribute to be told.</exception>
    public EvaluationData Build(CancellationToken cancellation)
    {
        CheckAttributes();

        // The moment is that of the events. Dates of registration lie after it and stay unknown: they would tell a user's age.
        long momentMs = table.TimesMs.Max();
        IReadOnlyList<string> modalities = options.Modalities ?? [ModalityNames.History];
        ItemVectorSet vectors = new ItemVectorLearner(table, options.ItemVectors).Learn(modalities, progress, cancellation);
        FeatureLayout layout = new(new SpecBuilder(table, new SpecOptions { Picks = false }).Build(vectors, momentMs));
        TimeSplit split = new(momentMs, momentMs, momentMs, momentMs);
        Questions none = new(table, split, [.. Enumerable.Range(0, table.Catalogue.Count).Select(vectors.Knows)], [], []);
        ItemMatrix items = new(vectors);
        MethodContext context = new(none, vectors, items, AverageVectors.Build(none, items));
        return new EvaluationData(table, split, vectors, layout, context, UserMatrix.Create("features", 0, layout.Length));
    }

    private void CheckAttributes()
    {
        int[] users = [.. Enumerable.Range(0, table.UserCount).Where(user => table.Offsets[user + 1] > table.Offsets[user])];
        TransferOptions transfer = new();
        if (TransferTasks.Find(table, users, transfer).Count == 0)
        {
            throw new UserErrorException(
                $"{table.Info.Name} has no times, so only attributes can be told from vectors, and none has two values of {transfer.MinimumUsersPerClass} users or more. "
                + "Import the users with attributes, or events with times.");
        }
    }
}
