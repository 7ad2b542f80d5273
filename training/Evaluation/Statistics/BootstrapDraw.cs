using UserRep.Training.Evaluation.Protocol;

namespace UserRep.Training.Evaluation.Statistics;

/// <summary>One replicate's draw, the same for every method: that is what pairs them.</summary>
internal sealed class BootstrapDraw
{
    private readonly double[] _encoderPlaces;
    private readonly double[] _headPlaces;

    /// <param name="users">The users to draw from; as many are drawn, with replacement.</param>
    /// <param name="weightCount">Length of the weights: one more than the largest user.</param>
    /// <param name="mostEncoderSeeds">The most encoder seeds that any method has.</param>
    /// <param name="mostHeadSeeds">The most head seeds that any method has.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="replicate">Number of the replicate.</param>
    public BootstrapDraw(int[] users, int weightCount, int mostEncoderSeeds, int mostHeadSeeds, int seed, int replicate)
    {
        Random random = new(HashCodes.Of(seed, replicate));
        Weights = new int[weightCount];
        for (int i = 0; i < users.Length; i++)
        {
            Weights[users[random.Next(users.Length)]]++;
        }

        _encoderPlaces = [.. Enumerable.Range(0, mostEncoderSeeds).Select(_ => random.NextDouble())];
        _headPlaces = [.. Enumerable.Range(0, mostHeadSeeds).Select(_ => random.NextDouble())];
    }

    /// <summary>Gets how often each user was drawn.</summary>
    public int[] Weights { get; }

    /// <summary>How often each of a method's encoder seeds was drawn.</summary>
    public int[] EncoderCounts(int seeds) => Counts(_encoderPlaces, seeds);

    /// <summary>How often each of a method's head seeds was drawn; the same for all methods with as many.</summary>
    public int[] HeadCounts(int seeds) => Counts(_headPlaces, seeds);

    private static int[] Counts(double[] places, int seeds)
    {
        int[] counts = new int[seeds];
        foreach (double place in places.AsSpan(0, seeds))
        {
            counts[(int)(place * seeds)]++;
        }

        return counts;
    }
}
