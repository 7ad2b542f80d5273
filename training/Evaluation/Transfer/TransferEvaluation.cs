using UserRep.Training.Evaluation.Statistics;
using UserRep.Training.Evaluation.UserFeatures;

namespace UserRep.Training.Evaluation.Transfer;

/// <summary>
/// Predicts profile attributes from every method's vectors. The matrices must have been made with the profile hidden, or the answer is
/// among the inputs.
/// </summary>
internal static class TransferEvaluation
{
    /// <param name="methods">One matrix per method, rows in the order of the tasks' users.</param>
    /// <param name="task">The attribute to predict.</param>
    /// <param name="options">How to predict.</param>
    /// <param name="bootstrap">Intervals over users; they hold no training error.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static TransferResult Run(
        IReadOnlyList<UserMatrix> methods, TransferTask task, TransferOptions options, BootstrapOptions bootstrap, CancellationToken cancellation = default)
    {
        CrossPrediction prediction = new(task, options);
        (string Name, TransferFigures Figures)[] figures =
            [.. methods.Select(m => (m.Name, new TransferFigures(task, prediction.Predict(m, cancellation))))];
        PairedReplicates Bootstrap(Func<TransferFigures, Func<int[], double>> figure) =>
            UserBootstrap.Run(task.Rows, [.. figures.Select(f => (f.Name, figure(f.Figures)))], bootstrap);
        return new TransferResult(
            task, MajorityAccuracy(task), Bootstrap(f => f.MacroAuc), Bootstrap(f => f.Accuracy), Bootstrap(f => f.LogLoss));
    }

    private static double MajorityAccuracy(TransferTask task) =>
        (double)task.Rows.GroupBy(row => task.Labels[row]).Max(g => g.Count()) / task.Rows.Length;
}
