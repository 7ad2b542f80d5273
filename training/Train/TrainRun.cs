using UserRep.Model.Bundles;
using UserRep.Training.Cli;
using UserRep.Training.Compatibility;
using UserRep.Training.Datasets;

namespace UserRep.Training.Train;

/// <summary>From a data set folder to a bundle folder.</summary>
internal static class TrainRun
{
    /// <param name="request">What to read and where to write.</param>
    /// <param name="until">The last moment that training may know of; null for the last event.</param>
    /// <param name="options">Makes the options once the moment is known.</param>
    /// <param name="time">The clock that dates the bundle.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellation">Stops the work; nothing is left behind.</param>
    /// <exception cref="UserErrorException">Something asked for cannot be done; the message says what to do.</exception>
    public static TrainResult Run(
        TrainRequest request, TimePoint? until, Func<long, PipelineOptions> options, TimeProvider time, IProgressReporter progress, CancellationToken cancellation)
    {
        BundleVersion.Check("--version", request.Version);
        BundleVersion.Check("--parent", request.Parent);
        BundleExport export = new(request, time);
        export.CheckTarget();
        Dataset dataset = Dataset.Open(request.Dataset);
        long untilMs = until?.Resolve(dataset, cancellation) ?? dataset.Info.LastEventMs ?? 0;
        (EventTable table, TrainedModel model) = Learn(request, dataset, untilMs, options(untilMs), progress, cancellation);
        using IProgressStage stage = progress.Start("Writing the bundle");
        BundleManifest manifest = export.Write(model, table, untilMs, cancellation);
        return TrainResult.Of(request.Out, manifest, model);
    }

    // The older bundle is closed before anything is written, for it may be the one that is replaced.
    private static (EventTable Table, TrainedModel Model) Learn(
        TrainRequest request, Dataset dataset, long untilMs, PipelineOptions options, IProgressReporter progress, CancellationToken cancellation)
    {
        using ModelBundle? older = request.AlignTo is null ? null : AlignmentRun.Open(request.AlignTo, request.Version);
        EventTable table = TrainingData.Load(dataset, untilMs, request.MaximumEvents, options.Rows.Seed, progress, cancellation);
        AlignmentRun? alignment = older is null ? null : AlignmentRun.Begin(table, older, options, progress);
        TrainedModel model = new TrainingPipeline(table, options, progress).Run(cancellation);
        return (table, alignment is null ? model : model with { Compatibility = [alignment.Run(model, cancellation)] });
    }
}
