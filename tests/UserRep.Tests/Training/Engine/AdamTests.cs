using UserRep.Training.Engine;
using Xunit;

namespace UserRep.Tests.Training.Engine;

public sealed class AdamTests
{
    // Neither a multiple of a vector nor below the size at which the work is split.
    private const int Size = 70_003;

    [Fact]
    public void Adam_follows_the_published_update_number_by_number()
    {
        var parameters = new ParameterSet(seed: 1);
        var w = parameters.GetOrAdd("w", [Size], Initialisers.Normal(1), decay: 0.5f);
        var adam = new Adam(parameters, new AdamOptions { WeightDecay = 0.1f });
        var expected = w.Value.Select(v => (Value: (double)v, First: 0.0, Second: 0.0)).ToArray();
        for (var step = 1; step <= 5; step++)
        {
            Initialisers.FillNormal(w.Gradient, 0.1f, new Random(step));
            adam.Update(0.01f);
            for (var i = 0; i < Size; i++) expected[i] = Reference(expected[i], w.Gradient[i], step);
        }

        for (var i = 0; i < Size; i++) Assert.Equal(expected[i].Value, w.Value[i], 2e-6);
    }

    [Fact]
    public void A_large_gradient_is_scaled_to_the_stated_norm()
    {
        var (clipped, small) = (UpdateTwice(factor: 100, bound: 1), UpdateTwice(factor: 1, bound: float.PositiveInfinity));
        for (var i = 0; i < 2; i++) Assert.Equal(small[i], clipped[i], 1e-6f);
    }

    [Fact]
    public void Parameters_left_out_stay_as_they_are()
    {
        var parameters = new ParameterSet(seed: 1);
        var (moving, frozen) = (parameters.GetOrAdd("moving", [1], Initialisers.Ones), parameters.GetOrAdd("frozen", [1], Initialisers.Ones));
        (moving.Gradient[0], frozen.Gradient[0]) = (1, 1);
        new Adam([moving]).Update(0.1f);
        Assert.Equal(0.9f, moving.Value[0], 1e-5f);
        Assert.Equal(1, frozen.Value[0]);
    }

    private static (double Value, double First, double Second) Reference((double Value, double First, double Second) state, double g, int step)
    {
        var first = (0.9 * state.First) + (0.1 * g);
        var second = (0.999 * state.Second) + (0.001 * g * g);
        var (firstHat, secondHat) = (first / (1 - Math.Pow(0.9, step)), second / (1 - Math.Pow(0.999, step)));
        return (state.Value - (0.01 * ((firstHat / (Math.Sqrt(secondHat) + 1e-8)) + (0.1 * 0.5 * state.Value))), first, second);
    }

    // The first gradient is (0.6, 0.8), whose norm is 1; the second is small enough for no bound to touch it.
    private static float[] UpdateTwice(float factor, float bound)
    {
        var parameters = new ParameterSet(seed: 1);
        var w = parameters.GetOrAdd("w", [2], Initialisers.Zeros);
        var adam = new Adam(parameters, new AdamOptions { MaxGradientNorm = bound });
        (w.Gradient[0], w.Gradient[1]) = (0.6f * factor, 0.8f * factor);
        adam.Update(0.1f);
        (w.Gradient[0], w.Gradient[1]) = (-0.3f, 0.1f);
        adam.Update(0.1f);
        return w.Value;
    }
}
