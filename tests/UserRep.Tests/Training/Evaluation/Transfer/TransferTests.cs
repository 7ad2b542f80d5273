using UserRep.Training.Engine;
using UserRep.Training.Evaluation.Statistics;
using UserRep.Training.Evaluation.Transfer;
using UserRep.Training.Evaluation.UserFeatures;
using Xunit;

namespace UserRep.Tests.Training.Evaluation.Transfer;

public class TransferTests
{
    private const int Users = 600;

    private static readonly TransferOptions Options = new() { Epochs = 15, Penalties = [0.3f, 3f] };

    private static readonly int[] Folds = [.. Enumerable.Range(0, Users).Select(i => i % 5)];

    [Fact]
    public void An_attribute_that_is_in_the_vectors_is_learned_and_one_that_is_not_is_not()
    {
        string?[] values = [.. Enumerable.Range(0, Users).Select(i => $"class {i / 7 % 3}")];
        TransferTask task = TransferTasks.Make("kind", values, Folds, Options)!;
        UserMatrix[] methods = [Vectors("userrep", task.Labels, 2f), Vectors("raw", task.Labels, 0f)];
        TransferResult result = TransferEvaluation.Run(methods, task, Options, new BootstrapOptions(), TestContext.Current.CancellationToken);
        Assert.True(result.Auc.Of("userrep").Low > 0.9);
        Assert.True(result.Accuracy.Of("userrep").Low > 0.75);
        Assert.InRange(result.Auc.Of("raw").Value, 0.43, 0.57);
        Assert.True(result.LogLoss.Of("userrep").High < result.LogLoss.Of("raw").Low);
        Assert.True(result.Auc.Gain("userrep", "raw").Low > 50);
    }

    [Fact]
    public void Rare_and_missing_values_are_left_out()
    {
        string?[] values = [.. Enumerable.Range(0, Users).Select(i => i < 10 ? null : i < 20 ? "rare" : i % 2 == 0 ? "a" : "b")];
        TransferTask task = TransferTasks.Make("kind", values, Folds, Options)!;
        Assert.Equal(["a", "b"], task.Classes);
        Assert.Equal(Enumerable.Range(20, Users - 20), task.Rows);
    }

    [Fact]
    public void Numbers_are_cut_into_buckets_of_equal_size()
    {
        TransferTask task = TransferTasks.Make("age", [.. Enumerable.Range(0, Users).Select(i => $"{i / 6}")], Folds, Options)!;
        Assert.Equal(["20 to 40", "40 to 60", "60 to 80", "below 20", "from 80"], task.Classes);
        Assert.All(task.Labels.CountBy(l => l), c => Assert.Equal(Users / 5, c.Value));
    }

    [Fact]
    public void An_attribute_of_one_value_or_of_many_words_is_no_task()
    {
        Assert.Null(TransferTasks.Make("same", [.. Folds.Select(_ => "x")], Folds, Options));
        Assert.Null(TransferTasks.Make("name", [.. Enumerable.Range(0, Users).Select(i => $"name {i}")], Folds, Options));
    }

    private static UserMatrix Vectors(string name, int[] labels, float signal)
    {
        Random random = new(7);
        UserMatrix users = UserMatrix.Create(name, labels.Length, 8);
        for (int row = 0; row < labels.Length; row++)
        {
            foreach (ref float value in users.Row(row))
            {
                value = Initialisers.NextNormal(random);
            }

            users.Row(row)[labels[row]] += signal * 1.5f;
        }

        return users;
    }
}
