using UserRep.Training.Cli;
using UserRep.Training.Evaluation.Methods;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.Reports;
using UserRep.Training.Evaluation.Rivals;
using UserRep.Training.Evaluation.UserFeatures;

namespace UserRep.Training.Evaluation.Run;

/// <summary>The evaluation from data to report: encoders, heads, rivals, tasks, space, ablations.</summary>
internal sealed class EvaluationRun
{
    private readonly EvaluationData _data;
    private readonly EvaluationOptions _options;
    private readonly IProgressReporter _progress;
    private readonly EncoderBench _encoders;
    private readonly HeadBench _heads;
    private readonly RivalBench _rivals;
    private readonly EncoderVariants _variants;
    private readonly StageClock _clock;
    private readonly Dictionary<string, IReadOnlyList<TriedSetting>> _tried = [];

    public EvaluationRun(EvaluationData data, EvaluationOptions options, ScoreCache cache, IProgressReporter progress, TimeProvider time)
    {
        (_data, _options, _progress) = (data, options, progress);
        _encoders = new EncoderBench(data, cache);
        _heads = new HeadBench(data, options, cache);
        _rivals = new RivalBench(data, options, cache, progress);
        _variants = new EncoderVariants(data.Layout, options.Autoencoder, options.Rows);
        _clock = new StageClock(time);
    }

    public EvaluationOutcome Run(IReadOnlyList<string> commands, CancellationToken cancellation)
    {
        KeptEncoder[] encoders = _clock.Time("encoders", () => TrainEncoders(cancellation));
        List<MethodScores> methods = _clock.Time("heads", () => ScoreHeads(Features(_variants.Ours, cancellation), cancellation));
        methods.AddRange(_clock.Time("rivals", () => ScoreRivals(cancellation)));
        TaskReporter tasks = new(_data.Questions, _options.Bootstrap);
        EncoderVariant blind = _data.Layout.Spec.Profile.Count > 0 ? _variants.WithoutProfile : _variants.Ours;
        SpaceEvaluation space = new(_data, _options, _encoders, Features(blind, cancellation), _progress);
        EvaluationReport report = new()
        {
            Dataset = new DatasetFigures(
                _data.Table.Info.Name, _data.Table.UserCount, _data.Table.Catalogue.Count, _data.Table.EventCount, _data.Questions.Cuts.Length),
            Split = SplitFigures.From(_data.Split),
            Settings = new SettingsFigures(SettingsInWords.Of(_options, _data), _tried),
            Tasks = _clock.Time("test", () => tasks.Figures(methods, Period.Test, cancellation)),
            Check = _clock.Time("check", () => tasks.Figures(methods, Period.Check, cancellation)),
            ColdStartCurve = new CurveReporter(_data.Questions, _options.Protocol.CurveList).Points(methods),
            Neighbours = _clock.Time("neighbours", () => space.Neighbours(blind, cancellation)),
            Transfer = _clock.Time("transfer", () => space.Transfer(blind, cancellation)),
            Ablations = _clock.Time("ablations", () => Ablations(cancellation)),
            LearningCurves = [.. encoders.Select((e, i) => new LearningCurve(i + 1, e.Curve))],
            Seeds = new SeedFigures(
                [.. Enumerable.Range(1, encoders.Length)], [.. Enumerable.Range(1, _options.HeadSeeds)], _options.Bootstrap.Seed, _options.Protocol.Seed),
            Commands = commands,
        };
        report = report with
        {
            Timings = _clock.Seconds,
            Findings = [.. Findings.Of(report.Tasks, Floors.Of(report.Dataset.Name)), .. Findings.Of(report.Neighbours), .. Findings.Of(report.Transfer)],
        };
        return new EvaluationOutcome(report, space.Projection(blind, cancellation));
    }

    private KeptEncoder[] TrainEncoders(CancellationToken cancellation)
    {
        if (_data.Bundle is not null)
        {
            return [];
        }

        using IProgressStage stage = _progress.Start("Training encoders", _options.EncoderSeeds, "encoders");
        KeptEncoder[] trained = new KeptEncoder[_options.EncoderSeeds];
        Parallel.For(0, trained.Length, new ParallelOptions { MaxDegreeOfParallelism = _options.Threads, CancellationToken = cancellation }, i =>
        {
            trained[i] = _encoders.Train(_variants.Ours, i + 1, cancellation);
            stage.Advance();
        });
        return trained;
    }

    /// <summary>The feature methods, knowing just what the variant's encoder may know.</summary>
    private FeatureMethods Features(EncoderVariant variant, CancellationToken cancellation) =>
        new(_data.Layout, _encoders.Source(variant).Draw(0, cancellation), _options.Autoencoder.Dimension);

    private List<MethodScores> ScoreHeads(FeatureMethods features, CancellationToken cancellation)
    {
        (string Name, Func<UserMatrix> Users)[] rivals =
        [
            (MethodNames.Average, () => _data.Context.Average),
            (MethodNames.AveragePlus, () => features.AveragePlus(_data.Context.Average, _data.Features)),
            (MethodNames.Raw, () => features.Raw(_data.Features)),
            (MethodNames.Pca, () => features.Pca(_data.Features)),
        ];
        (string Name, Func<UserMatrix> Users)[] ours = [.. Enumerable.Range(1, _options.EncoderSeeds).Select(seed => (
            $"{MethodNames.UserRep}-{seed}", (Func<UserMatrix>)(() => _encoders.Encode(_variants.Ours, seed, _data.Features, cancellation))))];
        using IProgressStage stage = _progress.Start("Training heads", (ours.Length + rivals.Length) * _options.HeadSeeds, "heads");
        float[][][] scores = _heads.Score([.. ours, .. rivals], _options.HeadSeeds, stage, cancellation);
        return
        [
            new MethodScores(MethodNames.UserRep, scores[..ours.Length]),
            .. rivals.Select((r, i) => new MethodScores(r.Name, [scores[ours.Length + i]])),
        ];
    }

    private List<MethodScores> ScoreRivals(CancellationToken cancellation)
    {
        List<MethodScores> scores = [];
        foreach (IMethod rival in RivalSet.All(_options.Threads).Where(r => _options.Rivals?.Contains(r.Name) ?? true))
        {
            (MethodScores ofRival, _tried[rival.Name]) = _rivals.Run(rival, cancellation);
            scores.Add(ofRival);
        }

        return scores;
    }

    private IReadOnlyList<AblationFigures> Ablations(CancellationToken cancellation) => _options.Ablations
        ? new AblationRun(_data, _options, _encoders, _heads, _progress).Run(cancellation)
        : [];
}
