using UserRep.Training.LinearAlgebra;

namespace UserRep.Training.Evaluation.Rivals.MatrixFactorisation;

/// <summary>Matrix factorisation of what users took, by alternating closed forms (Hu, Koren, Volinsky 2008).</summary>
/// <param name="Users">One row per user.</param>
/// <param name="Items">One row per candidate.</param>
internal sealed record ImplicitAls(DenseMatrix Users, DenseMatrix Items)
{
    private const float StartDeviation = 0.1f;

    /// <param name="bags">The places each user took.</param>
    /// <param name="places">Number of candidates.</param>
    /// <param name="options">Settings.</param>
    /// <param name="seed">Seed of the start.</param>
    /// <param name="cancellation">Stops between two halves of an iteration.</param>
    public static ImplicitAls Learn(int[][] bags, int places, AlsOptions options, int seed, CancellationToken cancellation)
    {
        int[][] takers = Transpose(bags, places);
        DenseMatrix items = DenseMatrix.Gaussian(places, options.Factors, seed);
        System.Numerics.Tensors.TensorPrimitives.Multiply(items.Values, StartDeviation, items.Values);
        DenseMatrix users = Solve(bags, items, options);
        for (int i = 0; i < options.Iterations; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            items = Solve(takers, users, options);
            users = Solve(bags, items, options);
        }

        return new ImplicitAls(users, items);
    }

    private static DenseMatrix Solve(int[][] bags, DenseMatrix other, AlsOptions options)
    {
        AlsSolver solver = new(other, options);
        DenseMatrix solved = new(bags.Length, other.Columns);
        Parallel.For(0, bags.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, r => solver.Solve(bags[r], solved.Row(r)));
        return solved;
    }

    private static int[][] Transpose(int[][] bags, int places)
    {
        List<int>[] takers = [.. Enumerable.Range(0, places).Select(_ => new List<int>())];
        for (int user = 0; user < bags.Length; user++)
        {
            foreach (int place in bags[user])
            {
                takers[place].Add(user);
            }
        }

        return [.. takers.Select(t => t.ToArray())];
    }
}
