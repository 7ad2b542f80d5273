using System.Diagnostics;
using UserRep.Training.Rows;

namespace UserRep.Benchmarks.Training;

/// <summary>Rows of random numbers: speed does not depend on what they mean.</summary>
internal sealed class RandomRows(int rows, int width) : IRowSource
{
    private const int HeldOutRows = 64;
    private const int Favourites = 5;
    private const int Items = 500;

    private readonly TrainingRows _rows = Create(rows, width, seed: 1);

    /// <summary>Gets when rows were last drawn: what that takes is this class's own, and no part of training.</summary>
    public long Drawn { get; private set; }

    // Always the same: memory that is touched for the first time is no part of training.
    public TrainingRows Draw(int number, CancellationToken cancellation = default)
    {
        Drawn = Stopwatch.GetTimestamp();
        return _rows;
    }

    public TrainingRows HeldOut(CancellationToken cancellation = default) => Create(HeldOutRows, width, seed: 2);

    private static TrainingRows Create(int rows, int width, int seed)
    {
        float[] inputs = Numbers(rows * width, seed);
        return new TrainingRows(width, inputs, [.. inputs], Tastes(rows, seed));
    }

    /// <summary>As many favourites as a row has, of a few hundred items that most users know.</summary>
    private static int[][][] Tastes(int rows, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => new[] { Enumerable.Range(0, Favourites).Select(_ => random.Next(Items)).ToArray() })];
    }

    public static float[] Numbers(int count, int seed)
    {
        Random random = new(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = (random.NextSingle() * 2) - 1;
        return numbers;
    }
}
