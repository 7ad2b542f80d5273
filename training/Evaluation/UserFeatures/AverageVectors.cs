using System.Numerics.Tensors;
using UserRep.Training.Evaluation.Protocol;

namespace UserRep.Training.Evaluation.UserFeatures;

/// <summary>The plain average of the item vectors of everything a user is known for that is a candidate: what teams use today.</summary>
internal static class AverageVectors
{
    public static UserMatrix Build(Questions questions, ItemMatrix items)
    {
        UserMatrix average = UserMatrix.Create("average", questions.Cuts.Length, items.Width);
        Parallel.For(0, questions.Cuts.Length, row =>
        {
            Span<float> sum = average.Row(row);
            int count = 0;
            foreach (int item in questions.KnownItems(questions.Cuts[row]))
            {
                TensorPrimitives.Add(sum, items.Row(item), sum);
                count++;
            }

            if (count > 0)
            {
                TensorPrimitives.Divide(sum, count, sum);
            }
        });
        return average;
    }
}
