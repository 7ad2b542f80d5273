using System.Numerics.Tensors;
using UserRep.Training.Evaluation.UserFeatures;

namespace UserRep.Training.Evaluation.Neighbours;

/// <summary>The nearest rows to every row by cosine, the row itself left out.</summary>
internal static class NearestNeighbours
{
    /// <returns>Per row, the nearest rows, nearest first; of equally near rows the one with the lower number.</returns>
    public static int[][] Find(UserMatrix users, int count)
    {
        UserMatrix unit = Normalise(users);
        int[][] nearest = new int[users.Rows][];
        Parallel.For(0, users.Rows, row => nearest[row] = Nearest(unit, row, count));
        return nearest;
    }

    private static int[] Nearest(UserMatrix unit, int row, int count)
    {
        float[] distances = new float[unit.Rows];
        int[] order = new int[unit.Rows];
        for (int other = 0; other < unit.Rows; other++)
        {
            distances[other] = other == row ? float.PositiveInfinity : -TensorPrimitives.Dot<float>(unit.Row(row), unit.Row(other));
            order[other] = other;
        }

        int taken = Math.Min(count, unit.Rows - 1);
        return [.. order.OrderBy(other => distances[other]).Take(taken)];
    }

    private static UserMatrix Normalise(UserMatrix users)
    {
        UserMatrix unit = users with { Values = [.. users.Values] };
        for (int row = 0; row < users.Rows; row++)
        {
            float norm = TensorPrimitives.Norm<float>(unit.Row(row));
            if (norm > 0)
            {
                TensorPrimitives.Divide(unit.Row(row), norm, unit.Row(row));
            }
        }

        return unit;
    }
}
