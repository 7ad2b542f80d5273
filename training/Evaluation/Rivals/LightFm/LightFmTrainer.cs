using System.Numerics.Tensors;

namespace UserRep.Training.Evaluation.Rivals.LightFm;

/// <summary>
/// Trains on what users took after a random point of their history, described by what they took before it. A user described by the
/// very items to be ranked would learn to repeat and not to predict.
/// </summary>
internal sealed class LightFmTrainer(LightFmModel model, int places, LightFmOptions options, int seed)
{
    private readonly Random _random = new(seed);
    private readonly float[] _user = new float[model.Width];
    private readonly float[] _userGradient = new float[model.Width];
    private readonly float[] _positive = new float[model.Width];
    private readonly float[] _negative = new float[model.Width];
    private readonly float[] _gradient = new float[model.Width];

    /// <param name="bags">The places each user took, oldest first.</param>
    /// <param name="cancellation">Stops between two epochs.</param>
    public void Train(int[][] bags, CancellationToken cancellation)
    {
        HashSet<int>[] sets = [.. bags.Select(b => b.ToHashSet())];
        int[] steps = [.. bags.SelectMany((bag, user) => Enumerable.Repeat(user, (bag.Length + options.TargetsPerStep - 1) / options.TargetsPerStep))];
        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            cancellation.ThrowIfCancellationRequested();
            _random.Shuffle(steps);
            foreach (int user in steps)
            {
                Step(user, bags[user], sets[user]);
            }
        }
    }

    private void Step(int user, int[] bag, HashSet<int> taken)
    {
        int split = _random.Next(bag.Length);
        ReadOnlySpan<int> known = bag.AsSpan(0, split);
        model.User(user, known, _user);
        _userGradient.AsSpan().Clear();
        foreach (int target in bag.AsSpan(split, Math.Min(options.TargetsPerStep, bag.Length - split)))
        {
            Rank(target, taken);
        }

        model.AddUserGradient(user, known, _userGradient);
        model.Update(options.LearningRate);
    }

    private void Rank(int target, HashSet<int> taken)
    {
        model.Item(target, _positive);
        float positive = TensorPrimitives.Dot<float>(_user, _positive);
        (int other, float negative, float weight) = Draw(positive, taken);
        if (weight > 0)
        {
            bool pairwise = options.Loss != LightFmLoss.Logistic;
            float pull = weight * (pairwise ? Sigmoid(negative - positive) : Sigmoid(-positive));
            float push = pairwise ? pull : weight * Sigmoid(negative);
            Move(target, _positive, -pull);
            Move(other, _negative, push);
        }
    }

    private void Move(int place, float[] item, float slope)
    {
        TensorPrimitives.MultiplyAdd(item, slope, _userGradient, _userGradient);
        TensorPrimitives.Multiply(_user, slope, _gradient);
        model.AddItemGradient(place, _gradient);
    }

    /// <summary>An item not taken, its score and the weight of the step; weight 0 when none is found that would teach anything.</summary>
    private (int Place, float Score, float Weight) Draw(float positive, HashSet<int> taken)
    {
        int tries = options.Loss == LightFmLoss.Warp ? options.WarpTries : 1;
        for (int i = 1; i <= tries; i++)
        {
            int place = _random.Next(places);
            if (taken.Contains(place))
            {
                continue;
            }

            model.Item(place, _negative);
            float score = TensorPrimitives.Dot<float>(_user, _negative);
            if (options.Loss != LightFmLoss.Warp || score > positive - 1)
            {
                return (place, score, Weight(i));
            }
        }

        return (-1, 0, 0);
    }

    private float Weight(int tries) =>
        options.Loss == LightFmLoss.Warp ? MathF.Log(Math.Max(1, (places - 1) / tries)) / MathF.Log(places) : 1;

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
}
