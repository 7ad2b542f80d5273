using UserRep.Training.Evaluation.Rivals.MatrixFactorisation;
using UserRep.Training.LinearAlgebra;
using Xunit;
using Dense = MathNet.Numerics.LinearAlgebra.Matrix<double>;

namespace UserRep.Tests.Training.Evaluation.Rivals.MatrixFactorisation;

public sealed class AlsSolverTests
{
    private const int Places = 7;

    private static readonly AlsOptions Options = new() { Factors = 3, Alpha = 4, Regularisation = 0.5f, Iterations = 60 };
    private static readonly int[][] Bags = [[0, 1, 2], [1, 2], [4, 5, 6], [5, 6, 3], [0, 6], []];

    [Fact]
    public void The_closed_form_equals_a_dense_weighted_least_squares_fit()
    {
        DenseMatrix rows = DenseMatrix.Gaussian(Places, Options.Factors, seed: 5);
        int[] taken = [1, 4, 6];
        float[] solution = new float[Options.Factors];
        new AlsSolver(rows, Options).Solve(taken, solution);

        Dense y = Dense.Build.Dense(Places, Options.Factors, (r, c) => rows.Row(r)[c]);
        Dense confidence = Dense.Build.Diagonal(Places, Places, r => taken.Contains(r) ? 1 + Options.Alpha : 1);
        Dense preference = Dense.Build.Dense(Places, 1, (r, _) => taken.Contains(r) ? 1 : 0);
        Dense ridge = Dense.Build.DiagonalIdentity(Options.Factors) * Options.Regularisation;
        Dense expected = ((y.Transpose() * confidence * y) + ridge).Inverse() * y.Transpose() * confidence * preference;
        Assert.All(Enumerable.Range(0, Options.Factors), k => Assert.Equal(expected[k, 0], solution[k], 1e-4));
    }

    [Fact]
    public void Folding_a_training_user_in_gives_the_trained_factors()
    {
        ImplicitAls model = Learn();
        AlsSolver solver = new(model.Items, Options);
        float[] folded = new float[Options.Factors];
        for (int user = 0; user < Bags.Length; user++)
        {
            solver.Solve(Bags[user], folded);
            Assert.Equal(model.Users.Row(user).ToArray(), folded);
        }
    }

    [Fact]
    public void At_convergence_items_too_solve_their_side()
    {
        ImplicitAls model = Learn();
        AlsSolver solver = new(model.Users, Options);
        float[] folded = new float[Options.Factors];
        for (int place = 0; place < Places; place++)
        {
            solver.Solve([.. Enumerable.Range(0, Bags.Length).Where(user => Bags[user].Contains(place))], folded);
            Assert.Equal(model.Items.Row(place).ToArray(), folded, (a, b) => Math.Abs(a - b) < 1e-2);
        }
    }

    private static ImplicitAls Learn() => ImplicitAls.Learn(Bags, Places, Options, seed: 1, CancellationToken.None);
}
