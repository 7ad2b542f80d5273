using UserRep.Training.Evaluation.UserFeatures;

namespace UserRep.Training.Evaluation.Transfer;

/// <summary>
/// Predicts every user from a model that did not see the user. The penalty of each fold is chosen within its training users, three
/// quarters against one, so nothing about the fold itself enters.
/// </summary>
internal sealed class CrossPrediction(TransferTask task, TransferOptions options)
{
    /// <param name="users">One row per user.</param>
    /// <param name="cancellation">Stops the work between batches.</param>
    /// <returns>Row after row of the matrix, the probability of each class; zeros for users without class.</returns>
    public float[] Predict(UserMatrix users, CancellationToken cancellation)
    {
        int classes = task.Classes.Count;
        float[] probabilities = new float[users.Rows * classes];
        LogisticRegression regression = new(users.Values, users.Width, task.Labels, classes, options);
        Parallel.For(0, options.Folds, new ParallelOptions { CancellationToken = cancellation }, fold =>
        {
            int[] train = [.. task.Rows.Where(row => task.Folds[row] != fold)];
            int[] predict = [.. task.Rows.Where(row => task.Folds[row] == fold)];
            float[] predicted = regression.TrainAndPredict(train, predict, ChoosePenalty(regression, train, cancellation), cancellation);
            for (int i = 0; i < predict.Length; i++)
            {
                predicted.AsSpan(i * classes, classes).CopyTo(probabilities.AsSpan(predict[i] * classes));
            }
        });
        return probabilities;
    }

    private float ChoosePenalty(LogisticRegression regression, int[] train, CancellationToken cancellation)
    {
        int[] shuffled = [.. train];
        new Random(options.Seed).Shuffle(shuffled);
        int held = shuffled.Length / 4;
        return options.Penalties.MinBy(penalty =>
            LogLoss(regression.TrainAndPredict(shuffled[held..], shuffled[..held], penalty, cancellation), shuffled.AsSpan(0, held)));
    }

    private double LogLoss(float[] probabilities, ReadOnlySpan<int> rows)
    {
        double loss = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            loss -= TransferFigures.LogOf(probabilities[(i * task.Classes.Count) + task.Labels[rows[i]]]);
        }

        return loss;
    }
}
