using UserRep.Training.Cli;
using UserRep.Training.Datasets;

namespace UserRep.Training.Train;

/// <summary>Loads what training may see: events up to a moment, and of large sets a random share of the users.</summary>
/// <remarks>12 million events take 204 MB, and 60,000 training rows come from far fewer users than have those events.</remarks>
internal static class TrainingData
{
    /// <exception cref="UserErrorException">There are no events up to the moment.</exception>
    public static EventTable Load(Dataset dataset, long untilMs, int maximumEvents, int seed, IProgressReporter progress, CancellationToken cancellation)
    {
        double share = UserShare(dataset, untilMs, maximumEvents, cancellation);
        using IProgressStage stage = progress.Start("Reading events", dataset.Info.Events, "events");
        EventTable table = EventTable.LoadSample(dataset, new EventSample(untilMs, share, seed), stage.Advance, cancellation);
        if (table.EventCount == 0) throw new UserErrorException(NoEvents(dataset, untilMs));
        if (share < 1) stage.Note($"{share:P0} of the users taken");
        return table;
    }

    private static double UserShare(Dataset dataset, long untilMs, int maximumEvents, CancellationToken cancellation)
    {
        if (dataset.Info.Events <= maximumEvents) return 1;
        long events = EventTimes.CountUntil(dataset, untilMs, cancellation);
        return Math.Min(1, maximumEvents / (double)Math.Max(1, events));
    }

    private static string NoEvents(Dataset dataset, long untilMs) => dataset.Info is { FirstEventMs: { } first, LastEventMs: { } last }
        ? $"{dataset.Folder} has no event up to {Moments.Text(untilMs)}: its events are of {Moments.Text(first)} to {Moments.Text(last)}."
        : $"{dataset.Folder} has no events.";
}
