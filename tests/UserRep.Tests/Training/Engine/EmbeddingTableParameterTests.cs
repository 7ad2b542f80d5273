using UserRep.Training.Engine;
using Xunit;

namespace UserRep.Tests.Training.Engine;

public sealed class EmbeddingTableParameterTests
{
    [Fact]
    public void Gather_copies_rows_and_reads_a_missing_row_as_zeros()
    {
        var table = Table([1, 2, 3, 4, 5, 6]);
        var batch = new float[6];
        batch.AsSpan().Fill(9);
        table.Gather([2, -1, 0], batch);
        Assert.Equal([5, 6, 0, 0, 1, 2], batch);
    }

    [Fact]
    public void A_row_met_twice_takes_the_sum_of_its_gradients_once()
    {
        var table = Table([0, 0, 0, 0, 0, 0]);
        table.Scatter([1, -1, 1], [1, 2, 100, 100, 2, 2]);
        table.Update(learningRate: 1);
        var root = MathF.Sqrt((9f + 16f) / 2);
        Assert.Equal([0, 0, -3 / root, -4 / root, 0, 0], table.Value.Select(v => v), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Steps_of_a_row_shrink_with_its_past_gradients()
    {
        var table = Table([0, 0]);
        for (var step = 0; step < 2; step++)
        {
            table.Scatter([0], [1, 1]);
            table.Update(learningRate: 1);
        }

        Assert.Equal(-1 - (1 / MathF.Sqrt(2)), table.Value[0], 1e-6f);
    }

    [Fact]
    public void The_mean_of_a_bag_shares_its_gradient_among_the_rows()
    {
        var table = Table([1, 2, 3, 4, 5, 6]);
        var (mean, each) = (new float[2], Table([1, 2, 3, 4, 5, 6]));
        table.GatherMean([0, 2], mean);
        Assert.Equal([3, 4], mean);
        table.ScatterMean([0, 2], [8, 2]);
        each.Scatter([0, 2], [4, 1, 4, 1]);
        table.Update(0.1f);
        each.Update(0.1f);
        Assert.Equal(each.Value, table.Value);
        table.GatherMean([], mean);
        Assert.Equal([0, 0], mean);
    }

    [Fact]
    public void A_factorisation_with_tables_outside_of_the_graph_learns()
    {
        var (users, items) = (NewTable(30, seed: 1), NewTable(20, seed: 2));
        using var session = new GradientSession(new ParameterSet(seed: 1), g =>
        {
            var product = g.Mul(g.Input("user", 4, wantsGradient: true), g.Input("item", 4, wantsGradient: true));
            g.Loss(g.BceWithLogits(g.RowSum(product), g.Input("label", 1)));
        });
        using var batch = session.CreateBatch(64);
        var random = new Random(3);
        var losses = Enumerable.Range(0, 400).Select(_ => Step(session, batch, users, items, random)).ToArray();
        Assert.InRange(losses[0], 0.6f, float.MaxValue);
        Assert.InRange(losses[^20..].Average(), 0, 0.1);
    }

    private static float Step(GradientSession session, Batch batch, EmbeddingTableParameter users, EmbeddingTableParameter items, Random random)
    {
        var user = Enumerable.Range(0, 64).Select(_ => random.Next(users.Rows)).ToArray();
        var item = Enumerable.Range(0, 64).Select(_ => random.Next(items.Rows)).ToArray();
        for (var i = 0; i < 64; i++) batch["label"][i] = (user[i] + item[i]) % 2;
        users.Gather(user, batch["user"]);
        items.Gather(item, batch["item"]);
        var loss = session.Step(batch, 64);
        foreach (var (table, rows, name) in new[] { (users, user, "user"), (items, item, "item") })
        {
            table.Scatter(rows, batch.Gradient(name));
            table.Update(learningRate: 0.3f);
        }

        return loss;
    }

    private static EmbeddingTableParameter Table(float[] values) => new(values.Length / 2, 2, Initialisers.From(values), seed: 1);

    private static EmbeddingTableParameter NewTable(int rows, int seed) => new(rows, 4, Initialisers.Normal(0.3f), seed);
}
