using CsCheck;
using UserRep.Model.Compatibility;
using Xunit;

namespace UserRep.Tests.Model.Compatibility;

public sealed class AffineMapTests
{
    [Fact]
    public void A_vector_is_mapped_as_the_formula_says() => Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[0, 1000]).Sample((from, to, seed) =>
    {
        Random random = new(seed);
        float[] values = Numbers((from + 1) * to, random);
        float[] vector = Numbers(from, random);
        float[] mapped = new float[to];
        mapped.AsSpan().Fill(float.NaN);

        new AffineMap(from, to, values).Map(vector, mapped);

        for (int j = 0; j < to; j++)
        {
            double expected = values[(from * to) + j] + Enumerable.Range(0, from).Sum(i => (double)vector[i] * values[(i * to) + j]);
            Assert.Equal(expected, mapped[j], 1e-4);
        }
    });

    [Fact]
    public void Numbers_that_are_no_map_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new AffineMap(2, 3, new float[8]));
        Assert.Throws<ArgumentException>(() => new AffineMap(2, 3, new float[10]));
        Assert.Throws<ArgumentException>(() => new AffineMap(1, 1, [0, float.NaN]));
        Assert.Throws<ArgumentException>(() => new AffineMap(1, 1, [float.PositiveInfinity, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AffineMap(0, 3, new float[3]));
        Assert.Throws<ArgumentException>(() => new AffineMap(int.MaxValue, int.MaxValue, new float[3]));
    }

    [Fact]
    public void Vectors_of_another_length_are_refused_and_nothing_is_mapped_onto_itself()
    {
        AffineMap map = new(2, 2, new float[6]);
        float[] both = new float[4];

        Assert.Throws<ArgumentException>(() => map.Map(new float[3], new float[2]));
        Assert.Throws<ArgumentException>(() => map.Map(new float[2], new float[1]));
        Assert.Throws<ArgumentException>(() => map.Map(both.AsSpan(0, 2), both.AsSpan(1, 2)));
        map.Map(both.AsSpan(0, 2), both.AsSpan(2, 2));
    }

    [Fact]
    public void The_numbers_are_the_map_s_own()
    {
        float[] values = [1, 0];
        AffineMap map = new(1, 1, values);
        values[0] = 2;

        Assert.Equal([1, 0], map.Values.ToArray());
    }

    private static float[] Numbers(int count, Random random) => [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 2) - 1))];
}
