using UserRep.Training.Engine;
using Xunit;
using ReferenceForward = System.Func<System.Collections.Generic.IReadOnlyDictionary<string, UserRep.Tests.Training.Engine.Matrix>, UserRep.Tests.Training.Engine.Matrix>;

namespace UserRep.Tests.Training.Engine;

public sealed class OperatorGradientTests
{
    private static readonly Dictionary<Activation, Func<double, double>> Activations = new()
    {
        [Activation.None] = x => x,
        [Activation.GeluTanh] = Reference.GeluTanh,
        [Activation.GeluErf] = Reference.GeluErf,
        [Activation.Selu] = Reference.Selu,
        [Activation.Relu] = x => Math.Max(x, 0),
        [Activation.Tanh] = Math.Tanh,
        [Activation.Sigmoid] = Reference.Sigmoid,
    };

    public static TheoryData<string> ActivationNames => [.. Enum.GetNames<Activation>()];

    [Theory]
    [MemberData(nameof(ActivationNames))]
    public void Every_activation_has_the_gradient_of_its_formula(string name)
    {
        var activation = Enum.Parse<Activation>(name);
        Verify(g => g.Activate(activation, X(g)), v => v["x"].Map(Activations[activation]));
    }

    [Fact]
    public void Linear_passes_gradients_to_input_weight_and_bias() =>
        Verify(g => g.Linear(X(g), P(g, "w", 5, 3), P(g, "b", 3)), v => v["x"].Times(v["w"]) + v["b"]);

    [Fact]
    public void MatMul_works_without_a_bias() => Verify(g => g.MatMul(X(g), P(g, "w", 5, 3)), v => v["x"].Times(v["w"]));

    [Fact]
    public void MatMulTransposed_ties_a_decoder_to_its_encoder() => Verify(
        g =>
        {
            var w = P(g, "w", 5, 3);
            return g.MatMulTransposed(g.MatMul(X(g), w), w);
        },
        v => v["x"].Times(v["w"]).Times(v["w"].Transposed()));

    [Fact]
    public void LayerNorm_passes_gradients_to_input_scale_and_shift() =>
        Verify(g => g.LayerNorm(X(g), P(g, "s", 5), P(g, "t", 5)), v => Reference.LayerNorm(v["x"], v["s"], v["t"]), GradientCheck.Wide);

    [Fact]
    public void UnitRows_have_length_one_and_the_gradient_of_their_formula() =>
        Verify(g => g.UnitRows(X(g)), v => Reference.UnitRows(v["x"]));

    [Fact]
    public void Add_sub_and_mul_take_two_batches()
    {
        Verify(g => g.Add(X(g), Y(g)), v => v["x"] + v["y"]);
        Verify(g => g.Sub(X(g), Y(g)), v => v["x"] - v["y"]);
        Verify(g => g.Mul(X(g), Y(g)), v => v["x"] * v["y"]);
    }

    [Fact]
    public void Add_sub_and_mul_broadcast_a_row_of_numbers()
    {
        Verify(g => g.Add(X(g), P(g, "p", 5)), v => v["x"] + v["p"]);
        Verify(g => g.Sub(P(g, "p", 5), X(g)), v => v["p"] - v["x"]);
        Verify(g => g.Mul(X(g), P(g, "p", 5)), v => v["x"] * v["p"]);
    }

    [Fact]
    public void Add_sub_and_mul_broadcast_one_number_per_row()
    {
        Verify(g => g.Add(X(g), g.Input("r", 1, wantsGradient: true)), v => v["x"] + v["r"]);
        Verify(g => g.Sub(X(g), g.Input("r", 1, wantsGradient: true)), v => v["x"] - v["r"]);
        Verify(g => g.Mul(g.Input("r", 1, wantsGradient: true), X(g)), v => v["r"] * v["x"]);
    }

    [Fact]
    public void A_parameter_of_one_number_broadcasts_over_everything() =>
        Verify(g => g.Mul(X(g), P(g, "p", 1)), v => v["x"] * v["p"]);

    [Fact]
    public void A_value_times_itself_gets_both_gradients() => Verify(
        g =>
        {
            var x = X(g);
            return g.Mul(x, x);
        },
        v => v["x"] * v["x"]);

    [Fact]
    public void Scale_and_exp_have_the_gradients_of_their_formulas()
    {
        Verify(g => g.Scale(X(g), -2.5f), v => v["x"].Map(x => -2.5 * x));
        Verify(g => g.Exp(X(g)), v => v["x"].Map(Math.Exp));
    }

    [Fact]
    public void Concat_splits_its_gradient() => Verify(
        g => g.Concat(X(g), g.Input("data", 2), g.Input("z", 3, wantsGradient: true)),
        v => v["x"].Beside(v["data"]).Beside(v["z"]));

    [Fact]
    public void Columns_of_one_value_may_overlap() => Verify(
        g =>
        {
            var x = X(g);
            return g.Mul(g.Columns(x, 0, 3), g.Columns(x, 2, 3));
        },
        v => v["x"].Slice(0, 3) * v["x"].Slice(2, 3));

    [Fact]
    public void RowSum_spreads_its_gradient() => Verify(g => g.RowSum(X(g)), v => v["x"].RowSum());

    [Fact]
    public void A_constant_row_needs_no_gradient() => Verify(
        g => g.Mul(X(g), g.Constant([1, 2, 3, 4, 5])),
        v => v["x"] * Matrix.Fill(1, 5, (_, j) => j + 1));

    [Fact]
    public void A_value_sampled_from_noise_passes_gradients_to_mean_and_variance() => Verify(
        g => g.Add(X(g), g.Mul(g.Exp(g.Scale(Y(g), 0.5f)), g.Input("noise", 5))),
        v => v["x"] + (v["y"].Map(y => Math.Exp(y / 2)) * v["noise"]));

    [Fact]
    public void A_deep_model_of_many_operators_has_the_right_gradient() => Verify(
        g => g.Dense("out", g.Norm("norm", g.GeluTanh(g.Dense("hidden", g.Concat(X(g), Y(g)), 7))), 4),
        v =>
        {
            var hidden = (v["x"].Beside(v["y"]).Times(v["hidden.weight"]) + v["hidden.bias"]).Map(Reference.GeluTanh);
            return Reference.LayerNorm(hidden, v["norm.scale"], v["norm.shift"]).Times(v["out.weight"]) + v["out.bias"];
        },
        GradientCheck.Wide);

    // A squared distance to a random target gives every element of the result a gradient of its own.
    private static void Verify(Func<Tape, Value> operation, ReferenceForward reference, double tolerance = GradientCheck.Tight) => GradientCheck.Verify(
        g =>
        {
            var y = operation(g);
            g.Loss(g.Mse(y, g.Input("target", y.Columns)));
        },
        v => Reference.Mse(reference(v), v["target"]),
        tolerance);

    private static Value X(Tape g) => g.Input("x", 5, wantsGradient: true);

    private static Value Y(Tape g) => g.Input("y", 5, wantsGradient: true);

    private static Value P(Tape g, string name, params int[] shape) => g.Parameter(name, shape, Initialisers.Zeros);
}
