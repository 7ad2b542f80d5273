using UserRep.Training.Engine;
using Xunit;

namespace UserRep.Tests.Training.Engine;

public sealed class LossGradientTests
{
    [Fact]
    public void Mse_matches_its_formula() =>
        GradientCheck.Verify(g => g.Loss(g.Mse(X(g), g.Input("t", 5))), v => Reference.Mse(v["x"], v["t"]));

    [Fact]
    public void Mse_takes_weights_per_column_per_row_and_per_element()
    {
        GradientCheck.Verify(
            g => g.Loss(g.Mse(X(g), g.Input("t", 5), g.Constant([1, 2, 3, 4, 0]))),
            v => Reference.Mse(v["x"], v["t"], Matrix.Fill(1, 5, (_, j) => (j + 1) % 5)));
        foreach (var columns in new[] { 1, 5 })
            GradientCheck.Verify(
                g => g.Loss(g.Mse(X(g), g.Input("t", 5), g.Input("w", columns))),
                v => Reference.Mse(v["x"], v["t"], v["w"]));
    }

    [Fact]
    public void Bce_matches_its_formula() =>
        GradientCheck.Verify(g => g.Loss(g.BceWithLogits(X(g), g.Input("t", 5))), v => Reference.Bce(v["x"], v["t"]));

    [Fact]
    public void Bce_takes_a_weight_per_row() => GradientCheck.Verify(
        g => g.Loss(g.BceWithLogits(X(g), g.Input("t", 5), g.Input("w", 1))),
        v => Reference.Bce(v["x"], v["t"], v["w"]));

    [Fact]
    public void Softmax_cross_entropy_matches_its_formula_for_any_target_row() => GradientCheck.Verify(
        g => g.Loss(g.SoftmaxCrossEntropy(X(g), g.Input("t", 5))),
        v => Reference.SoftmaxCrossEntropy(v["x"], v["t"]));

    [Fact]
    public void Neighbour_cross_entropy_matches_its_formula_for_any_batch() => GradientCheck.Verify(
        g => g.Loss(g.NeighbourCrossEntropy(X(g), g.Input("t", Value.Rows), 0.7f)),
        v => Reference.NeighbourCrossEntropy(v["x"], Matrix.Fill(v["t"].Rows, v["t"].Rows, (i, j) => i == j ? 0 : v["t"][i, j]), 0.7));

    [Fact]
    public void Gaussian_kl_matches_its_formula() => GradientCheck.Verify(
        g => g.Loss(g.GaussianKl(X(g), g.Input("y", 5, wantsGradient: true))),
        v => Reference.GaussianKl(v["x"], v["y"]));

    [Fact]
    public void Several_losses_add_up_with_fixed_and_changing_weights() => GradientCheck.Verify(
        g =>
        {
            var x = X(g);
            g.Loss(g.Mse(x, g.Input("t", 5)), 0.3f);
            g.Loss(g.GaussianKl(x, g.Tanh(x)), g.Scalar("beta"));
        },
        v => (0.3 * Reference.Mse(v["x"], v["t"])) + (v["beta"][0, 0] * Reference.GaussianKl(v["x"], v["x"].Map(Math.Tanh))));

    [Theory]
    [InlineData(1000f)]
    [InlineData(-1000f)]
    public void Bce_and_softmax_survive_extreme_logits(float extreme)
    {
        using var session = new GradientSession(new ParameterSet(1), g =>
        {
            var x = g.Input("x", 2, wantsGradient: true);
            var target = g.Input("t", 2);
            g.Loss(g.BceWithLogits(x, target));
            g.Loss(g.SoftmaxCrossEntropy(x, target));
        });
        using var batch = session.CreateBatch(1);
        (batch["x"][0], batch["t"][1]) = (extreme, 1);
        Assert.True(float.IsFinite(session.Step(batch, 1)));
        Assert.All(batch.Gradient("x"), gradient => Assert.True(float.IsFinite(gradient)));
    }

    private static Value X(Tape g) => g.Input("x", 5, wantsGradient: true);
}
