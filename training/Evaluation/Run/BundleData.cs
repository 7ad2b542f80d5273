using UserRep.Model.Bundles;
using UserRep.Model.Features;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Embed;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.ItemVectors;

namespace UserRep.Training.Evaluation.Run;

/// <summary>What a bundle decides of an evaluation: where the fit ends, and the item vectors.</summary>
internal static class BundleData
{
    /// <summary>The split whose fit ends where the bundle's training ended: what the bundle has seen must lie before the test.</summary>
    /// <exception cref="UserErrorException">The bundle has seen events of the test, or does not say what it has seen.</exception>
    public static TimeSplit Split(ModelBundle bundle, TimeSplit asked)
    {
        if (bundle.Manifest.TrainingCut is not { } cut)
        {
            throw new UserErrorException($"Bundle {bundle.Version} does not say up to when it was trained, so it may have seen the test. Train one on a data set with times.");
        }

        long cutMs = cut.ToUnixTimeMilliseconds();
        return cutMs < asked.TestFromMs
            ? asked with { FitUntilMs = cutMs }
            : throw new UserErrorException(
                $"Bundle {bundle.Version} was trained on events up to {Moments.Text(cutMs)}, and the test begins at {Moments.Text(asked.TestFromMs)}: it has seen the answers. "
                + "Train a bundle with an earlier --until, or give a later --test.");
    }

    /// <summary>Per item of the data set's catalogue its row in the bundle, or <see cref="UserEvent.UnknownItem"/>.</summary>
    /// <exception cref="UserErrorException">Bundle and data set have no item in common.</exception>
    public static int[] Rows(ModelBundle bundle, ItemCatalogue catalogue)
    {
        int[] rows = ItemRows.Resolve(catalogue, bundle.Items);
        return Array.Exists(rows, row => row >= 0)
            ? rows
            : throw new UserErrorException($"Bundle {bundle.Version} has none of the data set's items: it was trained on another catalogue. Give a bundle of this one.");
    }

    /// <summary>The bundle's vectors by row of the data set's catalogue; an item that the bundle does not have gets none.</summary>
    /// <exception cref="UserErrorException">Bundle and data set have no item in common.</exception>
    public static ItemVectorSet Vectors(ModelBundle bundle, ItemCatalogue catalogue)
    {
        int[] rows = Rows(bundle, catalogue);
        return new ItemVectorSet(
        [
            .. bundle.Spec.Modalities.Select((modality, m) => ModalityVectors.AsGiven(
                modality.Name, modality.Dimension, [.. rows.Select(row => Vector(bundle, row, m))])),
        ]);
    }

    private static float[]? Vector(ModelBundle bundle, int row, int modality)
    {
        ReadOnlySpan<float> vector = row < 0 ? default : bundle.Items.Vector(row, modality);
        return vector.IsEmpty ? null : vector.ToArray();
    }
}
