using UserRep.Model.Bundles;
using UserRep.Model.Items;
using UserRep.Training.Datasets;
using UserRep.Training.Output;

namespace UserRep.Training.Train;

/// <summary>Writes a trained model as a bundle, which appears whole or not at all.</summary>
internal sealed class BundleExport(TrainRequest request, TimeProvider time)
{
    private const string Marker = "manifest.json";

    /// <summary>Refuses a target that may not be written, before the work and not after.</summary>
    public void CheckTarget() => StagedFolder.CheckTarget(request.Out, Marker, request.Force);

    public BundleManifest Write(TrainedModel model, EventTable table, long untilMs, CancellationToken cancellation)
    {
        using StagedFolder staged = StagedFolder.Create(request.Out, Marker, request.Force);

        // The bundle's writer makes its folder itself.
        Directory.Delete(staged.Path);
        DateTimeOffset? until = table.Info.HasTimes ? DateTimeOffset.FromUnixTimeMilliseconds(untilMs) : null;
        using ModelBundleWriter writer = new(staged.Path, time);
        WriteFiles(writer, model, table, cancellation);
        BundleManifest manifest = writer.Commit(new BundleInfo
        {
            Version = request.Version
                ?? BundleVersion.Name(table.Info.Name, until, model, writer.ItemsPath),
            Spec = model.Layout.Spec,
            Golden = model.Golden,
            TrainingCut = until,
            Parent = request.Parent,
            Metrics = model.Figures.ByName(),
            Compatibility = model.Compatibility,
        });
        cancellation.ThrowIfCancellationRequested();
        staged.Commit();
        return manifest;
    }

    private static void WriteFiles(ModelBundleWriter writer, TrainedModel model, EventTable table, CancellationToken cancellation)
    {
        KnownItems items = new(model.Items, table.Catalogue);
        ItemTableWriter.Write(writer.ItemsPath, items.Ids, model.Layout.Spec.Modalities, items, cancellation);
        File.WriteAllBytes(writer.EncoderPath, model.Encoder.Onnx);
        TrainingReport.Write(writer.ReportFolder, model);
    }
}
