using UserRep.Training.Rows;

namespace UserRep.Benchmarks.Training;

/// <summary>Rows of random numbers: speed does not depend on what they mean.</summary>
internal static class RandomRows
{
    public static TrainingRows Create(int rows, int width, int seed)
    {
        float[] inputs = Numbers(rows * width, seed);
        return new TrainingRows(width, inputs, [.. inputs], new bool[rows]);
    }

    public static float[] Numbers(int count, int seed)
    {
        Random random = new(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = (random.NextSingle() * 2) - 1;
        return numbers;
    }
}
