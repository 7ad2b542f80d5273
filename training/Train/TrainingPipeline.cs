using UserRep.Model.Features;
using UserRep.Training.Autoencoder;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.ItemVectors;
using UserRep.Training.Replay;
using UserRep.Training.Rows;
using UserRep.Training.Specs;

namespace UserRep.Training.Train;

/// <summary>
/// From events to an encoder: item vectors, feature spec, rows, normalisation, encoder, golden rows. The same table, options and
/// threads give the same result, and no event after <see cref="PipelineOptions.UntilMs"/> has a part in it.
/// </summary>
internal sealed class TrainingPipeline(EventTable table, PipelineOptions options, IProgressReporter progress)
{
    // With fewer, one user in ten held out is nobody, and no loss means anything.
    private const int FewestUsers = 20;

    /// <exception cref="UserErrorException">The data set or the options do not allow it; the message says why.</exception>
    public TrainedModel Run(CancellationToken cancellation)
    {
        CheckUsers();
        ItemVectorSet items = new ItemVectorLearner(table, options.ItemVectors with { UntilMs = options.UntilMs }).Learn(Modalities, progress, cancellation);
        FeatureLayout layout = new(Spec(items));
        IReadOnlyList<float[]> golden = new GoldenFeatures(table, layout, items, options.UntilMs).Make();
        RowSource source = Source(layout, items);
        TrainingRows rows = Rows(source, cancellation);
        FeatureNormaliser normaliser = FeatureNormaliser.Fit(rows, layout);
        LearnedEncoder pca = LearnPca(layout, normaliser.Apply(rows), normaliser.Apply(source.HeldOut(cancellation)), normaliser, cancellation);
        LearnedEncoder encoder = options.Encoder == EncoderKind.Pca
            ? pca
            : new AutoencoderLearner(layout, options.Autoencoder).Learn(source, normaliser, progress, cancellation);
        return new TrainedModel(
            items, layout, normaliser, encoder, GoldenVectors.Make(encoder, golden), Figures(items, rows, encoder, pca));
    }

    private IReadOnlyList<string>? Modalities => options.Modalities ?? options.GivenSpec?.Modalities.Select(m => m.Name).ToArray();

    private void CheckUsers()
    {
        int users = Enumerable.Range(0, table.UserCount)
            .Count(user => table.Offsets[user + 1] > table.Offsets[user] && table.TimesMs[table.Offsets[user]] <= options.UntilMs);
        if (users < FewestUsers)
        {
            throw new UserErrorException($"Only {users} users have events up to the moment; {FewestUsers} are the fewest to learn from. Take a later --until, or more data.");
        }
    }

    private FeatureSpec Spec(ItemVectorSet items)
    {
        if (options.GivenSpec is null) return new SpecBuilder(table, options.Spec).Build(items, options.UntilMs);
        GivenSpec.Check(options.GivenSpec, items, table.Info);
        return options.GivenSpec;
    }

    private RowSource Source(FeatureLayout layout, ItemVectorSet items) => new(
        table,
        layout,
        () => new UserReplay(layout, items, table.Info),
        options.Rows with { UntilMs = options.UntilMs, Picks = layout.Spec.OnboardingEventType is null ? 0 : options.Rows.Picks });

    private TrainingRows Rows(RowSource source, CancellationToken cancellation)
    {
        using IProgressStage stage = progress.Start("Making training rows", unit: "rows");
        TrainingRows rows = source.Draw(0, cancellation);
        stage.Advance(rows.Count);
        return rows.Count > 0 && source.HeldOut(cancellation).Count > 0
            ? rows
            : throw new UserErrorException("Too few users to hold some out. Raise --rows, take a later --until, or more data.");
    }

    private LearnedEncoder LearnPca(FeatureLayout layout, TrainingRows rows, TrainingRows heldOut, FeatureNormaliser normaliser, CancellationToken cancellation)
    {
        using IProgressStage stage = progress.Start("Finding principal components");
        cancellation.ThrowIfCancellationRequested();
        float[] weights = new AutoencoderModel(layout, options.Autoencoder).LossWeights();
        LearnedEncoder pca = new PcaLearner(Math.Min(options.Autoencoder.Dimension, layout.Length), weights).Learn(rows, heldOut, normaliser);
        stage.Note($"held-out loss {pca.HeldOutLoss:F4}");
        return pca;
    }

    private TrainingFigures Figures(ItemVectorSet items, TrainingRows rows, LearnedEncoder encoder, LearnedEncoder pca)
    {
        int[] seen = [.. Enumerable.Range(0, table.EventCount).Where(i => table.TimesMs[i] <= options.UntilMs)];
        int withItem = seen.Count(i => table.Items[i] >= 0);
        return new TrainingFigures
        {
            HeldOutLoss = encoder.HeldOutLoss,
            PcaHeldOutLoss = pca.HeldOutLoss,
            Epochs = encoder.Curve.Count,
            Rows = rows.Count,
            Features = rows.Width,
            Users = table.UserCount,
            Events = seen.Length,
            ItemsWithVector = Enumerable.Range(0, items.Count).Count(items.Knows),
            KnownItemShare = withItem == 0 ? 0 : seen.Count(i => items.Knows(table.Items[i])) / (double)withItem,
        };
    }
}
