using UserRep.Training.Engine;
using Xunit;

namespace UserRep.Tests.Training.Engine;

public sealed class GradientShardsTests
{
    private const int Inputs = 5;
    private const int Capacity = 24;

    private static readonly float[] _numbers = Numbers(Capacity * (Inputs + 1));

    [Theory]
    [InlineData(24, 2)]
    [InlineData(23, 2)]
    [InlineData(23, 5)]
    [InlineData(3, 4)]
    [InlineData(1, 2)]
    [InlineData(7, 1)]
    public void The_loss_and_the_gradient_are_those_of_the_whole_batch(int rows, int count)
    {
        int[] chosen = [.. Enumerable.Range(0, Capacity).Reverse().Take(rows)];
        ParameterSet whole = new(seed: 1), parted = new(seed: 1);
        using GradientSession session = new(whole, Definition);
        using Batch batch = session.CreateBatch(Capacity);
        using GradientShards shards = new(parted, Definition, count, Capacity);

        // Something else before: nothing of it may be left.
        shards.Step(Enumerable.Range(0, Capacity).ToArray(), Fill);
        float loss = shards.Step(chosen, Fill);

        Fill(0, chosen, batch);
        Assert.Equal(session.Step(batch, rows), loss, 1e-5f);
        Assert.Equal(batch["mean"][0], shards.Mean("mean"), 1e-5f);
        Assert.Equal(whole.Select(p => p.Name), parted.Select(p => p.Name));
        foreach (Parameter parameter in whole)
        {
            Assert.All(parameter.Gradient.Zip(parted[parameter.Name].Gradient), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
            Assert.Contains(parameter.Gradient, g => Math.Abs(g) > 1e-3f);
        }
    }

    [Fact]
    public void Threads_change_nothing_and_an_update_is_seen_by_all_parts()
    {
        float[][] trained = [.. Enumerable.Range(1, 4).Select(threads =>
        {
            ParameterSet parameters = new(seed: 1);
            using GradientShards shards = new(parameters, Definition, 2, Capacity, new EngineOptions { Threads = threads });
            Adam adam = new(parameters);
            float first = 0, last = 0;
            for (int step = 0; step < 50; step++)
            {
                last = shards.Step(Enumerable.Range(0, Capacity).ToArray(), Fill);
                first = step == 0 ? last : first;
                adam.Update(0.01f);
            }

            Assert.True(last < first / 2, $"{first} to {last}");
            return parameters.SelectMany(p => p.Value).ToArray();
        })];

        // Four threads are two for each part.
        Assert.All(trained, weights => Assert.Equal(trained[0], weights));
    }

    [Fact]
    public void Nor_do_they_where_products_and_sums_are_large_enough_to_be_shared_among_them()
    {
        const int Units = 256;
        float[] numbers = Numbers(Units * Units);
        float[][] gradients = [.. ((int[])[1, 4]).Select(threads =>
        {
            ParameterSet parameters = new(seed: 1);
            using GradientShards shards = new(
                parameters,
                g => g.Loss(g.Mse(g.GeluTanh(g.Norm("hidden.norm", g.Dense("hidden", g.Input("x", Units), Units))), g.Input("x", Units), g.Constant(numbers.AsSpan(0, Units)))),
                1,
                Units,
                new EngineOptions { Threads = threads });
            shards.Step(Enumerable.Range(0, Units).ToArray(), (_, _, batch) => numbers.CopyTo(batch["x"], 0));
            return parameters.SelectMany(p => p.Gradient).ToArray();
        })];

        Assert.Equal(gradients[0], gradients[1]);
    }

    [Fact]
    public void Another_number_of_parts_is_another_result_where_rows_are_compared_with_each_other()
    {
        static float LossOf(int count)
        {
            using GradientShards shards = new(
                new ParameterSet(seed: 1),
                g => g.Loss(g.NeighbourCrossEntropy(g.Dense("score", g.Input("x", Inputs), 3), g.Input("shared", Value.Rows), 0.1f)),
                count,
                Capacity);
            return shards.Step(Enumerable.Range(0, Capacity).ToArray(), (_, rows, batch) =>
            {
                batch["shared"].AsSpan(0, rows.Length * rows.Length).Fill(1f / rows.Length);
                Fill(0, rows, batch, labels: false);
            });
        }

        Assert.NotEqual(LossOf(1), LossOf(2), 1e-3f);
    }

    private static float[] Numbers(int count)
    {
        Random random = new(1);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
    }

    private static void Definition(Tape g)
    {
        Value hidden = g.GeluTanh(g.Norm("hidden.norm", g.Dense("hidden", g.Input("x", Inputs), 8)));
        Value loss = g.Mse(g.Dense("score", hidden, 1), g.Input("label", 1));
        g.Loss(g.Output("mean", loss));
    }

    private static void Fill(int shard, ReadOnlyMemory<int> rows, Batch batch) => Fill(shard, rows, batch, labels: true);

    private static void Fill(int shard, ReadOnlyMemory<int> rows, Batch batch, bool labels)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<float> row = _numbers.AsSpan(rows.Span[i] * (Inputs + 1), Inputs + 1);
            row[..Inputs].CopyTo(batch["x"].AsSpan(i * Inputs));
            if (labels)
            {
                batch["label"][i] = row[Inputs];
            }
        }
    }
}
