using UserRep.Benchmarks.Scaling;
using UserRep.Training.Cli;
using Xunit;

namespace UserRep.Tests.Benchmarks.Scaling;

public sealed class LinearFitTests
{
    [Fact]
    public void What_is_a_sum_of_the_terms_is_found_whatever_their_sizes()
    {
        LinearFit fit = LinearFit.Of("cost", "B", ["silos", "users"], from silos in (double[])[1, 2, 3] from users in (double[])[1e4, 1e6] select (new[] { silos, users }, (3e8 * silos) + (9_000 * users)));

        Assert.Equal(3e8, fit.Coefficients[0], 1.0);
        Assert.Equal(9_000, fit.Coefficients[1], 1e-3);
        Assert.Equal(0, fit.Residual, 1e-9);
        Assert.Equal(6, fit.Samples);
        Assert.Equal(3e8 + 9e9, fit.At(1, 1e6), 1e3);
    }

    [Fact]
    public void What_the_terms_do_not_explain_is_told()
    {
        // Of 9 and 11 the best constant is 10, and 1 is left of each: 1 in root of 101.
        LinearFit fit = LinearFit.Of("cost", "µs", ["1"], [([1], 9), ([1], 11)]);

        Assert.Equal(10, fit.Coefficients[0], 1e-12);
        Assert.Equal(1 / Math.Sqrt(101), fit.Residual, 1e-12);
    }

    [Fact]
    public void Terms_that_do_not_differ_among_the_sizes_are_refused() =>
        Assert.Contains("cost", Assert.Throws<UserErrorException>(() => LinearFit.Of("cost", "µs", ["1", "silos"], [([1, 2], 9), ([1, 2], 11), ([1, 2], 10)])).Message, StringComparison.Ordinal);

    [Fact]
    public void Fewer_values_than_terms_are_refused() =>
        Assert.Throws<UserErrorException>(() => LinearFit.Of("cost", "µs", ["1", "silos"], [([1, 2], 9)]));

    [Fact]
    public void A_term_that_noise_would_put_below_zero_is_left_out_and_the_others_fit_without_it()
    {
        // With both terms, the second would be −1.
        LinearFit fit = LinearFit.Of("cost", "µs", ["1", "silos"], [([1, 1], 9), ([1, 2], 8), ([1, 3], 7)]);
        Assert.Equal(8, fit.Coefficients[0], 1e-12);
        Assert.Equal(0, fit.Coefficients[1]);
        Assert.Equal(8, fit.At(1, 100), 1e-12);
    }

    [Fact]
    public void As_many_terms_are_asked_for_as_there_are() => Assert.Throws<ArgumentException>(() => new LinearFit("cost", "µs", ["1"], [3], 0, 1).At(1, 2));
}
