using System.Security.Cryptography;
using UserRep.Model.Bundles;
using UserRep.Model.Compatibility;
using UserRep.Model.Encoders;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.Reports;
using UserRep.Training.Train;

namespace UserRep.Training.Compatibility;

/// <summary>From a trained model and an older bundle to a map between their vectors, measured on users that it was not fitted on.</summary>
internal sealed class AlignmentRun
{
    private const string EncoderFile = "encoder.onnx";

    private readonly EventTable _table;
    private readonly ModelBundle _older;
    private readonly PipelineOptions _options;
    private readonly IProgressReporter _progress;
    private readonly UserParts _parts;
    private readonly VectorSource _to;

    private AlignmentRun(EventTable table, ModelBundle older, PipelineOptions options, IProgressReporter progress)
    {
        (_table, _older, _options, _progress) = (table, older, options, progress);
        _parts = new UserParts(options.Alignment.Seed);
        _to = VectorSource.Of(older, table);
    }

    /// <summary>Opens the older bundle.</summary>
    /// <param name="path">Its folder or .zip.</param>
    /// <param name="version">The name that the new version is to have, if it was given.</param>
    /// <exception cref="BundleException">It is no bundle.</exception>
    /// <exception cref="UserErrorException">The two would have one name.</exception>
    public static ModelBundle Open(string path, string? version)
    {
        ModelBundle older = ModelBundle.Open(path);
        if (older.Version != version) return older;
        older.Dispose();
        throw new UserErrorException($"--version {version} is the name of the bundle that --align-to gives, too. Give the new version a name of its own.");
    }

    /// <summary>Refuses what cannot be aligned before the hours of training and not after.</summary>
    /// <exception cref="UserErrorException">Older bundle and data set do not fit, or there are too few users.</exception>
    public static AlignmentRun Begin(EventTable table, ModelBundle older, PipelineOptions options, IProgressReporter progress)
    {
        AlignmentRun run = new(table, older, options, progress);
        if (!table.Info.EventTypes.Any(type => older.Spec.EventTypeIndex(type) >= 0))
        {
            throw new UserErrorException(
                $"Bundle {older.Version} knows none of the data set's event types ({string.Join(", ", table.Info.EventTypes)}), so it has the same vector for everybody. Align to a bundle of such data.");
        }

        int users = run.Moments.UsersWithEvents;
        return users >= options.Alignment.FewestUsers
            ? run
            : throw new UserErrorException(
                $"Only {users} users have events up to the moment; {options.Alignment.FewestUsers} are the fewest to align on. Take a later --until, more data, or leave --align-to out.");
    }

    /// <exception cref="UserErrorException">The new version's vectors are those of the older one already, or some are not finite.</exception>
    public CompatibilityMap Run(TrainedModel model, CancellationToken cancellation)
    {
        RefuseEqual(model);
        using Encoder encoder = Encoder.FromBytes(model.Encoder.Onnx, EncoderFile);
        VectorSource from = VectorSource.Of(model, encoder, _table);
        VectorPairs pairs = Embed(from, cancellation);
        FittedMap fitted = Fit(pairs, cancellation);
        MappedTaskAuc? auc = Measure(fitted.Map, from, cancellation);
        CompatibilityFidelity fidelity = new()
        {
            Users = pairs.Of(Period.Test).Users,
            Cosine = fitted.Cosine,
            CosineOfMean = fitted.CosineOfMean,
            Task = auc is null ? null : ModelNames.Live,
            AucOld = auc?.Old,
            AucMapped = auc?.Mapped,
        };
        return new CompatibilityMap(_older.Version, _older.EmbeddingSpace, fitted.Method, fidelity, fitted.Map);
    }

    private AlignmentMoments Moments => new(_table, _parts, _options.Alignment, _options.UntilMs);

    private void RefuseEqual(TrainedModel model)
    {
        bool isSame = Convert.ToHexStringLower(SHA256.HashData(model.Encoder.Onnx)) == _older.Manifest.Files[EncoderFile].Sha256
            && model.Layout.Spec.ToJson() == _older.Spec.ToJson();
        if (isSame)
        {
            throw new UserErrorException(
                $"The new vectors are those of {_older.Version}, which --align-to gives: the same data and options give the same encoder, and there is nothing to align. Leave --align-to out.");
        }
    }

    private VectorPairs Embed(VectorSource from, CancellationToken cancellation)
    {
        using IProgressStage stage = _progress.Start("Embedding users as before and after", unit: "vectors");
        cancellation.ThrowIfCancellationRequested();
        Cut[] cuts = Moments.Find();
        VectorPairs pairs = new(from.At(cuts), _to.At(cuts), cuts);
        stage.Advance(2 * cuts.Length);
        return pairs;
    }

    private FittedMap Fit(VectorPairs pairs, CancellationToken cancellation)
    {
        using IProgressStage stage = _progress.Start($"Aligning to {_older.Version}");
        cancellation.ThrowIfCancellationRequested();
        IReadOnlyList<FittedMap> maps = FittedMap.Fit(pairs, _options.Alignment);
        stage.Note(string.Join(", ", maps.Select(map => $"{map.Method} cosine {map.Cosine:F4}")));
        return maps[0];
    }

    private MappedTaskAuc? Measure(AffineMap map, VectorSource from, CancellationToken cancellation)
    {
        using IProgressStage stage = _progress.Start("Measuring what a head loses");
        cancellation.ThrowIfCancellationRequested();
        return new MappedTask(_table, _older, _parts, _options).Measure(map, from, _to, cancellation);
    }
}
