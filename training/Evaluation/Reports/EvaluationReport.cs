namespace UserRep.Training.Evaluation.Reports;

/// <summary>All figures of an evaluation: <c>report.json</c>, described in <c>training/results/SCHEMA.md</c>. Holds no clock: timings are given.</summary>
internal sealed record EvaluationReport
{
    /// <summary>Gets the version of the schema.</summary>
    public int Schema { get; init; } = 1;

    public required DatasetFigures Dataset { get; init; }

    /// <summary>Gets the split by time; null for a data set without times, which is asked for attributes only.</summary>
    public required SplitFigures? Split { get; init; }

    public required SettingsFigures Settings { get; init; }

    /// <summary>Gets the test period, by task.</summary>
    public IReadOnlyDictionary<string, TaskFigures> Tasks { get; init; } = new Dictionary<string, TaskFigures>();

    /// <summary>Gets the later period, by task: nothing was chosen on either.</summary>
    public IReadOnlyDictionary<string, TaskFigures> Check { get; init; } = new Dictionary<string, TaskFigures>();

    public IReadOnlyList<ColdStartPoint> ColdStartCurve { get; init; } = [];

    public IReadOnlyDictionary<string, NeighbourFigures> Neighbours { get; init; } = new Dictionary<string, NeighbourFigures>();

    public IReadOnlyDictionary<string, AttributeFigures> Transfer { get; init; } = new Dictionary<string, AttributeFigures>();

    public IReadOnlyList<AblationFigures> Ablations { get; init; } = [];

    public IReadOnlyList<LearningCurve> LearningCurves { get; init; } = [];

    /// <summary>Gets what the figures say, in sentences; <see cref="Findings"/> writes them.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>Gets seconds by stage.</summary>
    public IReadOnlyDictionary<string, double> Timings { get; init; } = new Dictionary<string, double>();

    public required SeedFigures Seeds { get; init; }

    /// <summary>Gets the command lines that made this report.</summary>
    public IReadOnlyList<string> Commands { get; init; } = [];
}
