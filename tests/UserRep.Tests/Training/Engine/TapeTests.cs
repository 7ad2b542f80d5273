using UserRep.Training.Engine;
using Xunit;

namespace UserRep.Tests.Training.Engine;

public sealed class TapeTests
{
    [Fact]
    public void An_input_asked_for_twice_is_shared_and_another_shape_is_refused()
    {
        var g = NewTape();
        Assert.Same(g.Input("x", 3), g.Input("x", 3));
        Assert.Throws<ArgumentException>(() => g.Input("x", 4));
    }

    [Fact]
    public void An_output_may_not_take_a_name_in_use()
    {
        var g = NewTape();
        var x = g.Input("x", 3);
        Assert.Throws<ArgumentException>(() => g.Output("x", x));
        g.Output("y", x);
        Assert.Throws<ArgumentException>(() => g.Output("y", x));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_before_the_graph_runs()
    {
        var g = NewTape();
        var (x, y) = (g.Input("x", 3), g.Input("y", 4));
        Assert.Throws<ArgumentException>(() => g.Add(x, y));
        Assert.Throws<ArgumentException>(() => g.Mse(x, y));
        Assert.Throws<ArgumentException>(() => g.MatMul(x, g.Parameter("w", [4, 2], Initialisers.He)));
        Assert.Throws<ArgumentOutOfRangeException>(() => g.Columns(x, 2, 2));
        Assert.Throws<ArgumentException>(() => g.Loss(x));
    }

    [Fact]
    public void A_model_without_a_loss_cannot_be_trained() =>
        Assert.Throws<InvalidOperationException>(() => new GradientSession(new ParameterSet(seed: 1), g => g.Output("y", g.Input("x", 3))));

    [Fact]
    public void A_parameter_that_the_loss_does_not_reach_has_no_gradient_output()
    {
        var graph = CompiledGraph.Build(
            new ParameterSet(seed: 1),
            g =>
            {
                g.Output("aside", g.Dense("aside", g.Input("x", 3), 2));
                g.Loss(g.Mse(g.Dense("main", g.Input("x", 3), 3), g.Input("x", 3)));
            },
            TapePurpose.Training);
        Assert.Equal(["main.weight", "main.bias"], graph.ParameterGradients);
        Assert.Equal(4, graph.Parameters.Count);
    }

    private static Tape NewTape() => new(new ParameterSet(seed: 1), TapePurpose.Training);
}
