using MathNet.Numerics.LinearAlgebra;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.UserFeatures;

namespace UserRep.Training.Evaluation.Heads;

/// <summary>
/// Where the head's item → user projection starts: the ridge fit of the user's row on the average of the user's item vectors.
/// Uses no label.
/// </summary>
internal static class ProjectionStart
{
    /// <returns>Item width × user width, row after row.</returns>
    public static float[] Fit(HeadInputs inputs, UserMatrix average, double ridge)
    {
        int[] rows = [.. Enumerable.Range(0, average.Rows).Where(r => inputs.Questions.Cuts[r].Period == Period.Train)];
        Matrix<double> x = Matrix<double>.Build.Dense(rows.Length, average.Width, (r, c) => average.Row(rows[r])[c]);
        Matrix<double> y = Users(inputs, rows);
        Matrix<double> gram = x.TransposeThisAndMultiply(x);
        double strength = ridge * gram.Diagonal().Sum() / average.Width;
        Matrix<double> solution = (gram + (Matrix<double>.Build.DenseIdentity(average.Width) * strength))
            .Cholesky().Solve(x.TransposeThisAndMultiply(y));
        return [.. solution.ToRowMajorArray().Select(v => (float)v)];
    }

    private static Matrix<double> Users(HeadInputs inputs, int[] rows)
    {
        Matrix<double> users = Matrix<double>.Build.Dense(rows.Length, inputs.Users.Width);
        float[] row = new float[inputs.Users.Width];
        for (int r = 0; r < rows.Length; r++)
        {
            inputs.User(rows[r], row);
            users.SetRow(r, [.. row.Select(v => (double)v)]);
        }

        return users - Matrix<double>.Build.DenseOfRowVectors(Enumerable.Repeat(users.ColumnSums() / rows.Length, rows.Length));
    }
}
