using UserRep.Training.Engine;
using Xunit;

namespace UserRep.Tests.Training.Engine;

public sealed class InitialisersTests
{
    [Fact]
    public void He_lecun_and_glorot_have_the_stated_variance()
    {
        Assert.Equal(2.0 / 100, Variance(Initialisers.He), 1e-3);
        Assert.Equal(1.0 / 100, Variance(Initialisers.LeCun), 1e-3);
        Assert.Equal(2.0 / 300, Variance(Initialisers.Glorot), 1e-3);
    }

    [Theory]
    [InlineData(5, 9)]
    [InlineData(9, 5)]
    [InlineData(6, 6)]
    public void Orthogonal_gives_orthonormal_vectors(int rows, int columns)
    {
        var values = new float[rows * columns];
        Initialisers.Orthogonal(values, [rows, columns], new Random(1));
        var matrix = Matrix.Fill(rows, columns, (i, j) => values[(i * columns) + j]);
        var product = rows <= columns ? matrix.Times(matrix.Transposed()) : matrix.Transposed().Times(matrix);
        for (var i = 0; i < product.Rows; i++)
            for (var j = 0; j < product.Columns; j++)
                Assert.Equal(i == j ? 1 : 0, product[i, j], 1e-5);
    }

    [Fact]
    public void A_new_parameter_leaves_the_start_of_the_others_as_it_was()
    {
        var (alone, together) = (new ParameterSet(seed: 1), new ParameterSet(seed: 1));
        together.GetOrAdd("other", [3, 3], Initialisers.He);
        Assert.Equal(
            alone.GetOrAdd("w", [3, 3], Initialisers.He).Value,
            together.GetOrAdd("w", [3, 3], Initialisers.He).Value);
    }

    [Fact]
    public void The_same_name_with_another_shape_is_refused()
    {
        var parameters = new ParameterSet(seed: 1);
        parameters.GetOrAdd("w", [3, 3], Initialisers.He);
        Assert.Throws<ArgumentException>(() => parameters.GetOrAdd("w", [3, 4], Initialisers.He));
    }

    private static double Variance(Initialiser initialiser)
    {
        var values = new float[100 * 200];
        initialiser(values, [100, 200], new Random(1));
        return values.Average(v => v * v);
    }
}
