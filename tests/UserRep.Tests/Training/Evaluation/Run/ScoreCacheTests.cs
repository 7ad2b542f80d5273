using UserRep.Tests.Training.Datasets;
using UserRep.Training.Evaluation.Run;
using Xunit;

namespace UserRep.Tests.Training.Evaluation.Run;

public sealed class ScoreCacheTests : IDisposable
{
    private static readonly float[] Scores = [1.5f, -0f, float.NaN, float.Epsilon, 1f / 3];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_value_is_computed_once_and_read_back_bit_for_bit()
    {
        float[] first = new ScoreCache(_folder.Path, "a").Floats("x", () => Scores);
        float[] again = new ScoreCache(_folder.Path, "a").Floats("x", NotAgain);

        Assert.Equal(Scores.Select(BitConverter.SingleToInt32Bits), first.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(Scores.Select(BitConverter.SingleToInt32Bits), again.Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void Another_fingerprint_or_name_does_not_see_it()
    {
        new ScoreCache(_folder.Path, "a").Floats("x", () => Scores);

        Assert.Equal([2f], new ScoreCache(_folder.Path, "b").Floats("x", () => [2f]));
        Assert.Equal([3f], new ScoreCache(_folder.Path, "a").Floats("y", () => [3f]));
    }

    [Fact]
    public void What_was_half_written_counts_for_nothing()
    {
        ScoreCache cache = new(_folder.Path, "a");
        File.WriteAllBytes(Path.Combine(_folder.Path, "a", "x.1.partial"), [1, 2, 3]);

        Assert.Equal(Scores.Length, cache.Floats("x", () => Scores).Length);
    }

    [Fact]
    public void A_computation_that_fails_leaves_nothing()
    {
        ScoreCache cache = new(_folder.Path, "a");

        Assert.Throws<InvalidOperationException>(() => cache.Floats("x", NotAgain));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
        Assert.Equal([4f], cache.Floats("x", () => [4f]));
    }

    private static float[] NotAgain() => throw new InvalidOperationException("It was computed again.");
}
