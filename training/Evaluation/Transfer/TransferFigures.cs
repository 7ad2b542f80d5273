using UserRep.Training.Evaluation.Statistics;

namespace UserRep.Training.Evaluation.Transfer;

/// <summary>The figures of one method's predictions, each for any weighting of the users.</summary>
internal sealed class TransferFigures
{
    private readonly double[] _right;
    private readonly double[] _losses;
    private readonly RankedScores[] _oneAgainstRest;

    /// <param name="task">The truth.</param>
    /// <param name="probabilities">Row after row, the probability of each class.</param>
    public TransferFigures(TransferTask task, float[] probabilities)
    {
        int classes = task.Classes.Count;
        (_right, _losses) = (new double[task.Labels.Length], new double[task.Labels.Length]);
        foreach (int row in task.Rows)
        {
            float[] ofRow = probabilities[(row * classes)..((row + 1) * classes)];
            _right[row] = Array.IndexOf(ofRow, ofRow.Max()) == task.Labels[row] ? 1 : 0;
            _losses[row] = -LogOf(ofRow[task.Labels[row]]);
        }

        _oneAgainstRest = [.. Enumerable.Range(0, classes).Select(c => Rank(task, probabilities, c))];
    }

    public double Accuracy(int[] weights) => UserBootstrap.Mean(_right, weights);

    /// <summary>Mean negative log probability of the true class, in nats.</summary>
    public double LogLoss(int[] weights) => UserBootstrap.Mean(_losses, weights);

    /// <summary>Mean over the classes of the area under the ROC curve of the class against the rest.</summary>
    public double MacroAuc(int[] weights) => _oneAgainstRest.Average(r => r.Auc(weights));

    /// <summary>The logarithm of a probability, kept from minus infinity.</summary>
    public static double LogOf(float probability) => Math.Log(Math.Max(probability, 1e-7f));

    private static RankedScores Rank(TransferTask task, float[] probabilities, int ofClass) => new(
        [.. task.Rows.Select(row => probabilities[(row * task.Classes.Count) + ofClass])],
        [.. task.Rows.Select(row => task.Labels[row] == ofClass)],
        task.Rows);
}
