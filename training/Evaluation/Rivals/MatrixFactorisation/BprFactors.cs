using System.Numerics.Tensors;
using UserRep.Training.LinearAlgebra;

namespace UserRep.Training.Evaluation.Rivals.MatrixFactorisation;

/// <summary>
/// Matrix factorisation that ranks what was taken above what was not, by stochastic gradient steps
/// (Rendle et al. 2009, Bayesian personalised ranking). The last column of an item is its bias, against a one in every user row.
/// </summary>
internal sealed class BprFactors
{
    private const float StartDeviation = 0.1f;

    private readonly BprOptions _options;

    private BprFactors(int places, BprOptions options, int seed)
    {
        _options = options;
        Items = DenseMatrix.Gaussian(places, options.Factors + 1, seed);
        TensorPrimitives.Multiply(Items.Values, StartDeviation, Items.Values);
    }

    public DenseMatrix Items { get; }

    public static BprFactors Learn(int[][] bags, int places, BprOptions options, int seed, CancellationToken cancellation)
    {
        BprFactors model = new(places, options, seed);
        DenseMatrix users = DenseMatrix.Gaussian(bags.Length, options.Factors + 1, seed + 1);
        TensorPrimitives.Multiply(users.Values, StartDeviation, users.Values);
        HashSet<int>[] sets = [.. bags.Select(b => b.ToHashSet())];
        int[] owners = [.. bags.SelectMany((bag, user) => Enumerable.Repeat(user, bag.Length))];
        Random random = new(seed);
        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < owners.Length; i++)
            {
                int user = owners[random.Next(owners.Length)];
                model.Step(users.Row(user), bags[user], sets[user], random, learnItems: true);
            }
        }

        return model;
    }

    /// <summary>The factors of a user who was not there when items were learned, or took more since.</summary>
    public void FoldIn(int[] bag, int seed, Span<float> user)
    {
        user.Clear();
        user[^1] = 1;
        HashSet<int> set = [.. bag];
        Random random = new(seed);
        for (int i = 0; i < _options.FoldInSteps && bag.Length > 0; i++)
        {
            Step(user, bag, set, random, learnItems: false);
        }
    }

    private void Step(Span<float> user, int[] bag, HashSet<int> set, Random random, bool learnItems)
    {
        int negativePlace = random.Next(Items.Rows);
        if (set.Contains(negativePlace))
        {
            return;
        }

        user[^1] = 1;
        Span<float> positive = Items.Row(bag[random.Next(bag.Length)]);
        Span<float> negative = Items.Row(negativePlace);
        float slope = 1 / (1 + MathF.Exp(TensorPrimitives.Dot<float>(user, positive) - TensorPrimitives.Dot<float>(user, negative)));
        (float rate, float keep) = (_options.LearningRate * slope, 1 - (_options.LearningRate * _options.Regularisation));
        for (int k = 0; k < user.Length; k++)
        {
            (float u, float difference) = (user[k], positive[k] - negative[k]);
            user[k] = (keep * u) + (rate * difference);
            if (learnItems)
            {
                positive[k] = (keep * positive[k]) + (rate * u);
                negative[k] = (keep * negative[k]) - (rate * u);
            }
        }

        user[^1] = 1;
    }
}
