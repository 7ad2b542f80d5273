using UserRep.Training.Cli;
using UserRep.Training.Evaluation.Reports;
using UserRep.Training.Evaluation.Reports.Pictures;

namespace UserRep.Training.Evaluation.Run;

/// <summary>The evaluation of a data set without times: how well an encoder that never saw a profile tells attributes.</summary>
internal sealed class TransferOnlyRun
{
    private const int EncoderSeed = 1;

    private readonly EvaluationData _data;
    private readonly EvaluationOptions _options;
    private readonly IProgressReporter _progress;
    private readonly EncoderBench _encoders;
    private readonly EncoderVariant _variant;
    private readonly StageClock _clock;

    public TransferOnlyRun(EvaluationData data, EvaluationOptions options, ScoreCache cache, IProgressReporter progress, TimeProvider time)
    {
        (_data, _options, _progress) = (data, options, progress);
        _encoders = new EncoderBench(data, cache);
        _variant = new EncoderVariants(data.Layout, options.Autoencoder, options.Rows).WithoutProfile;
        _clock = new StageClock(time);
    }

    public EvaluationOutcome Run(IReadOnlyList<string> commands, CancellationToken cancellation)
    {
        KeptEncoder encoder = _clock.Time("encoders", () => TrainEncoder(cancellation));
        FeatureMethods features = new(_data.Layout, _encoders.Source(_variant).Draw(0, cancellation), _options.Autoencoder.Dimension);
        SpaceEvaluation space = new(_data, _options, _encoders, features, _progress);
        IReadOnlyDictionary<string, AttributeFigures> transfer = _clock.Time("transfer", () => space.Transfer(_variant, cancellation));
        Projection projection = space.Projection(_variant, cancellation);
        EvaluationReport report = new()
        {
            Dataset = new DatasetFigures(_data.Table.Info.Name, _data.Table.UserCount, _data.Table.Catalogue.Count, _data.Table.EventCount, Cuts: 0),
            Split = null,
            Settings = new SettingsFigures(SettingsInWords.Of(_options, _data), new Dictionary<string, IReadOnlyList<Methods.TriedSetting>>()),
            Transfer = transfer,
            LearningCurves = [new LearningCurve(EncoderSeed, encoder.Curve)],
            Seeds = new SeedFigures([EncoderSeed], [], _options.Bootstrap.Seed, _options.Protocol.Seed),
            Findings = Findings.Of(transfer),
            Timings = _clock.Seconds,
            Commands = commands,
        };
        return new EvaluationOutcome(report, projection);
    }

    private KeptEncoder TrainEncoder(CancellationToken cancellation)
    {
        using IProgressStage stage = _progress.Start("Training the encoder");
        return _encoders.Train(_variant, EncoderSeed, cancellation);
    }
}
