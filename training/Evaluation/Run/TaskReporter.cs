using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.Reports;
using UserRep.Training.Evaluation.Statistics;

namespace UserRep.Training.Evaluation.Run;

/// <summary>Turns scores into the figures of tasks.</summary>
internal sealed class TaskReporter(Questions questions, BootstrapOptions bootstrap)
{
    public static readonly IReadOnlyDictionary<string, CutKind> Tasks = new Dictionary<string, CutKind>
    {
        [ModelNames.Live] = CutKind.Live,
        [ModelNames.Weekly] = CutKind.Weekly,
        [ModelNames.ColdStart] = CutKind.ColdStart,
    };

    /// <summary>All tasks that the period has examples of.</summary>
    public IReadOnlyDictionary<string, TaskFigures> Figures(IReadOnlyList<MethodScores> methods, Period period, CancellationToken cancellation)
    {
        Dictionary<string, TaskFigures> figures = [];
        foreach ((string task, CutKind kind) in Tasks)
        {
            int[] examples = TaskAuc.ExamplesOf(questions, kind, period);
            if (examples.Length > 0)
            {
                int users = examples.Select(e => questions.Cuts[questions.Examples[e].Cut].User).Distinct().Count();
                figures[task] = TaskFigures.From(examples.Length, users, Replicates(methods, examples, cancellation), Accuracies(methods, kind, period));
            }
        }

        return figures;
    }

    /// <summary>Areas under the curve of some examples, with paired intervals.</summary>
    public PairedReplicates Replicates(IReadOnlyList<MethodScores> methods, int[] examples, CancellationToken cancellation) => PairedBootstrap.Run(
        [.. methods.Select(m => new ScoreGrid(m.Name, [.. m.Sets.Select(set => set.Select(s => TaskAuc.Rank(questions, examples, s)).ToArray())]))],
        bootstrap,
        cancellation);

    private Dictionary<string, double> Accuracies(IReadOnlyList<MethodScores> methods, CutKind kind, Period period) =>
        methods.ToDictionary(m => m.Name, m => m.All.AsParallel().Select(s => Accuracy.Of(questions, kind, period, s)).Average());
}
