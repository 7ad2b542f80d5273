using UserRep.Training.Engine;
using Xunit;

namespace UserRep.Tests.Training.Engine;

public sealed class TrainingTests
{
    private const int Rows = 1000;
    private const int BatchSize = 128;

    [Fact]
    public void A_head_learns_a_rule_that_no_linear_model_can()
    {
        var losses = Train(new ParameterSet(seed: 1), epochs: 60);
        // An exclusive-or: guessing gives ln 2 = 0.69.
        Assert.InRange(losses[0], 0.6f, float.MaxValue);
        Assert.InRange(losses[^1], 0, 0.1f);
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights_bit_for_bit()
    {
        var (first, second, other) = (new ParameterSet(seed: 3), new ParameterSet(seed: 3), new ParameterSet(seed: 4));
        foreach (var parameters in new[] { first, second, other }) Train(parameters, epochs: 3);
        Assert.Equal(Bits(first), Bits(second));
        Assert.NotEqual(Bits(first), Bits(other));
    }

    [Fact]
    public void The_number_of_threads_does_not_change_the_weights()
    {
        var (one, two) = (new ParameterSet(seed: 3), new ParameterSet(seed: 3));
        Train(one, epochs: 2, threads: 1);
        Train(two, epochs: 2, threads: 2);
        Assert.Equal(Bits(one), Bits(two));
    }

    [Fact]
    public void A_short_batch_gives_the_loss_and_gradient_of_its_own_rows_only()
    {
        var parameters = new ParameterSet(seed: 1);
        using var session = new GradientSession(parameters, Definition);
        using var roomy = session.CreateBatch(8);
        using var exact = session.CreateBatch(3);
        Fill(roomy, [.. Enumerable.Range(0, 8)]);
        Fill(exact, [0, 1, 2]);
        session.Step(roomy, 8);
        var shortLoss = session.Step(roomy, 3);
        var shortGradients = Gradients(parameters);
        Assert.Equal(session.Step(exact, 3), shortLoss);
        Assert.Equal(Gradients(parameters), shortGradients);
    }

    [Fact]
    public void A_batch_may_be_used_with_any_number_of_rows_up_to_its_capacity()
    {
        using var session = new ForwardSession(new ParameterSet(seed: 1), g => Score(g));
        using var batch = session.CreateBatch(40);
        Fill(batch, [.. Enumerable.Range(0, 40)], labels: false);
        session.Run(batch, 40);
        var all = batch["score"].ToArray();
        for (var rows = 1; rows <= 40; rows++)
        {
            session.Run(batch, rows);
            for (var i = 0; i < rows; i++) Assert.Equal(all[i], batch["score"][i], 1e-5f);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => session.Run(batch, 41));
        Assert.Throws<ArgumentOutOfRangeException>(() => session.Run(batch, 0));
    }

    [Fact]
    public void A_batch_gathers_rows_of_a_matrix_in_the_order_asked()
    {
        using var session = new ForwardSession(new ParameterSet(seed: 1), g => Score(g));
        using var batch = session.CreateBatch(3);
        batch.Gather("x", [1, 2, 3, 4, 5, 6], [2, 0]);
        Assert.Equal([5, 6, 1, 2, 0, 0], batch["x"]);
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Gather("x", [1, 2], [0, 0, 0, 0]));
    }

    [Fact]
    public void A_forward_session_sees_every_update_of_the_parameters()
    {
        var parameters = new ParameterSet(seed: 1);
        using var forward = new ForwardSession(parameters, Definition);
        using var batch = forward.CreateBatch(BatchSize);
        Fill(batch, [.. Enumerable.Range(0, BatchSize)]);
        var before = forward.Loss(batch, BatchSize);
        Train(parameters, epochs: 60);
        Assert.InRange(forward.Loss(batch, BatchSize), 0, before / 4);
    }

    [Fact]
    public void Early_stopping_restores_the_best_values()
    {
        var parameters = new ParameterSet(seed: 1);
        var w = parameters.GetOrAdd("w", [2], Initialisers.Zeros);
        var stopping = new EarlyStopping(parameters, patience: 2);
        double[] losses = [3, 1, double.NaN, 2];
        for (var epoch = 0; epoch < losses.Length; epoch++)
        {
            Assert.False(stopping.ShouldStop);
            w.Value.AsSpan().Fill(epoch);
            Assert.Equal(epoch < 2, stopping.Observe(losses[epoch]));
        }

        Assert.True(stopping.ShouldStop);
        stopping.RestoreBest();
        Assert.Equal([1, 1], w.Value);
        Assert.Equal((1, 1.0), (stopping.BestEpoch, stopping.BestLoss));
    }

    private static void Definition(Tape g) => g.Loss(g.BceWithLogits(Score(g), g.Input("label", 1)));

    private static Value Score(Tape g)
    {
        var hidden = g.Norm("norm", g.GeluTanh(g.Dense("hidden", g.Input("x", 2), 32)));
        return g.Output("score", g.Dense("score", hidden, 1));
    }

    private static List<float> Train(ParameterSet parameters, int epochs, int threads = 2)
    {
        using var session = new GradientSession(parameters, Definition, new EngineOptions { Threads = threads });
        using var batch = session.CreateBatch(BatchSize);
        var adam = new Adam(parameters, new AdamOptions { WeightDecay = 1e-3f });
        var order = new BatchOrder(Rows, BatchSize, seed: 5);
        var losses = new List<float>();
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            foreach (var rows in order.NextEpoch())
            {
                Fill(batch, rows.Span);
                losses.Add(session.Step(batch, rows.Length));
                adam.Update(learningRate: 0.01f);
            }
        }

        return losses;
    }

    private static void Fill(Batch batch, ReadOnlySpan<int> rows, bool labels = true)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var random = new Random(rows[i]);
            var (a, b) = ((2 * random.NextSingle()) - 1, (2 * random.NextSingle()) - 1);
            (batch["x"][2 * i], batch["x"][(2 * i) + 1]) = (a, b);
            if (labels) batch["label"][i] = a * b > 0 ? 1 : 0;
        }
    }

    private static int[] Bits(ParameterSet parameters) =>
        [.. parameters.SelectMany(p => p.Value).Select(BitConverter.SingleToInt32Bits)];

    private static float[] Gradients(ParameterSet parameters) => [.. parameters.SelectMany(p => p.Gradient)];
}
