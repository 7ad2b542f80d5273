using System.Numerics.Tensors;
using UserRep.Training.Engine;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.UserFeatures;

namespace UserRep.Training.Evaluation.Heads;

/// <summary>Fills batches for a head: the user's row, the item's row, two log popularities.</summary>
internal sealed class HeadInputs
{
    private readonly float _userScale;

    /// <param name="questions">Cuts and examples.</param>
    /// <param name="users">One row per cut.</param>
    /// <param name="items">One row per item.</param>
    public HeadInputs(Questions questions, UserMatrix users, ItemMatrix items)
    {
        (Questions, Users, Items) = (questions, users, items);
        _userScale = InverseRms(questions, users);
    }

    private HeadInputs(HeadInputs trained, UserMatrix users) =>
        (Questions, Users, Items, _userScale) = (trained.Questions, users, trained.Items, trained._userScale);

    public Questions Questions { get; }

    public UserMatrix Users { get; }

    public ItemMatrix Items { get; }

    /// <summary>The same with other rows of the users, of the same kind: a trained head is to see them at the scale that it learned.</summary>
    public HeadInputs With(UserMatrix users) => new(this, users);

    /// <summary>One factor for the whole matrix, so that every method's numbers have the same size on the training cuts.</summary>
    private static float InverseRms(Questions questions, UserMatrix users)
    {
        (double sum, long count) = (0, 0);
        for (int row = 0; row < users.Rows; row++)
        {
            if (questions.Cuts[row].Period == Period.Train)
            {
                sum += TensorPrimitives.SumOfSquares<float>(users.Row(row));
                count += users.Width;
            }
        }

        return sum > 0 ? (float)(1 / Math.Sqrt(sum / count)) : 1f;
    }

    public void User(int cut, Span<float> target) => TensorPrimitives.Multiply(Users.Row(cut), _userScale, target);

    /// <summary>Fills one batch.</summary>
    public void Fill(ReadOnlySpan<int> examples, Batch batch)
    {
        (float[] users, float[] items, float[] popularity, float[] labels) = (batch["user"], batch["item"], batch["popularity"], batch["label"]);
        for (int i = 0; i < examples.Length; i++)
        {
            Example example = Questions.Examples[examples[i]];
            User(example.Cut, users.AsSpan(i * Users.Width, Users.Width));
            Items.Row(example.Item).CopyTo(items.AsSpan(i * Items.Width));
            popularity[2 * i] = example.LogPopularity;
            popularity[(2 * i) + 1] = example.LogRecentPopularity;
            labels[i] = example.IsPositive ? 1f : 0f;
        }
    }
}
