using UserRep.Training.Cli;
using UserRep.Training.Evaluation.Methods;
using UserRep.Training.Evaluation.Statistics;

namespace UserRep.Training.Evaluation.Rivals;

/// <summary>A rival as a handful of settings: the one that does best on validation cuts answers. All rivals are tuned by these same lines.</summary>
internal sealed class Rival : IMethod
{
    /// <summary>The tuning budget, the same for every rival.</summary>
    public const int MaximumSettings = 4;

    private const int TuningSeed = 1;

    private readonly RivalSetting[] _settings;
    private RivalSetting? _best;

    /// <param name="name">The name in the report.</param>
    /// <param name="settings">One to <see cref="MaximumSettings"/> settings.</param>
    public Rival(string name, params RivalSetting[] settings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(settings.Length, MaximumSettings);
        (Name, _settings) = (name, settings);
        _best = settings.Length == 1 ? settings[0] : null;
    }

    public string Name { get; }

    public IReadOnlyList<TriedSetting> Tune(MethodContext context, IProgressReporter progress, CancellationToken cancellation)
    {
        using IProgressStage stage = progress.Start($"Tuning {Name}", _settings.Length, "settings");
        List<TriedSetting> tried = [];
        foreach (RivalSetting setting in _settings)
        {
            float[] scores = setting.Score(context, TuningSeed, cancellation);
            tried.Add(new TriedSetting(setting.Description, TaskAuc.MeanOnValidation(context.Questions, scores)));
            stage.Advance();
        }

        _best = _settings[tried.IndexOf(tried.MaxBy(t => t.ValidationAuc)!)];
        return tried;
    }

    public float[] Score(MethodContext context, int seed, CancellationToken cancellation) =>
        (_best ?? throw new InvalidOperationException($"'{Name}' has several settings: tune it first.")).Score(context, seed, cancellation);
}
