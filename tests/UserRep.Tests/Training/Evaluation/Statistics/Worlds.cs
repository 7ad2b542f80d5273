using UserRep.Training.Engine;
using UserRep.Training.Evaluation.Statistics;

namespace UserRep.Tests.Training.Evaluation.Statistics;

/// <summary>Draws users with answers from a world whose true AUC is known.</summary>
internal sealed class Worlds(int users, int answersPerUser, int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Scores of positives are N(distance, 1), of negatives N(0, 1), the same noise for all distances and seed noise on top.</summary>
    public ScoreGrid[] Draw(int encoderSeeds, int headSeeds, double seedNoise, params double[] distances)
    {
        int count = users * answersPerUser;
        bool[] positive = [.. Enumerable.Range(0, count).Select(i => i % 2 == 0)];
        int[] userOf = [.. Enumerable.Range(0, count).Select(i => i / answersPerUser)];
        float[] noise = [.. positive.Select(_ => Initialisers.NextNormal(_random))];
        RankedScores Rank(double distance) => new(
            [.. noise.Select((n, i) => n + (float)(positive[i] ? distance : 0) + ((float)seedNoise * Initialisers.NextNormal(_random)))], positive, userOf);
        return
        [
            .. distances.Select((distance, m) => new ScoreGrid(
                $"m{m}", [.. Enumerable.Range(0, encoderSeeds).Select(_ => Enumerable.Range(0, headSeeds).Select(_ => Rank(distance)).ToArray())])),
        ];
    }
}
