using System.Numerics.Tensors;
using UserRep.Tests.Training.Train;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.ItemVectors;
using UserRep.Training.LinearAlgebra;
using Xunit;

namespace UserRep.Tests.Training.ItemVectors;

public sealed class ItemVectorTests(SimulatedSet set) : IClassFixture<SimulatedSet>
{
    private static readonly ItemVectorOptions Options = new() { Dimension = 12, MinimumEvents = 3 };

    [Fact]
    public void Vectors_up_to_a_moment_are_those_of_a_set_without_later_events_bit_for_bit()
    {
        ItemVectorOptions until = Options with { UntilMs = set.UntilMs };
        EventTable whole = EventTable.Load(set.Open, TestContext.Current.CancellationToken);
        EventTable cut = EventTable.Load(Dataset.Open(set.WithoutLaterEvents("vectors-cut", set.UntilMs)), TestContext.Current.CancellationToken);

        ItemVectorSet[] learned = [.. new[] { whole, cut }.Select(table =>
            new ItemVectorLearner(table, until).Learn(["sitting", "history", "content"], NoProgress.Instance, CancellationToken.None))];

        for (int item = 0; item < learned[0].Count; item++)
        {
            for (int m = 0; m < 3; m++) Assert.True(learned[0].Vector(item, m).SequenceEqual(learned[1].Vector(item, m)));
        }
    }

    [Fact]
    public void Items_that_stand_together_are_nearer_than_others()
    {
        EventTable table = EventTable.Load(set.Open, TestContext.Current.CancellationToken);
        ModalityVectors vectors = CollaborativeVectors.Learn("sitting", table, sittings: true, Options, TestContext.Current.CancellationToken)!;
        (double together, double any) = Nearness(table, vectors);

        Assert.True(together > any + 0.1, $"{together:F3} together, {any:F3} in general");
    }

    [Fact]
    public void Pairs_are_counted_as_a_dictionary_would()
    {
        Random random = new(5);
        Dictionary<(int, int), int> expected = [];
        CooccurrenceCounter counter = new(300, window: 7);
        for (int n = 0; n < 200; n++)
        {
            int[] sequence = [.. Enumerable.Range(0, 40).Select(_ => random.Next(300))];
            counter.Add(sequence);
            foreach ((int i, int j) in Enumerable.Range(0, 40).SelectMany(i => Enumerable.Range(i + 1, Math.Min(7, 39 - i)).Select(j => (i, j))))
            {
                if (sequence[i] == sequence[j]) continue;
                expected[(sequence[i], sequence[j])] = expected.GetValueOrDefault((sequence[i], sequence[j])) + 1;
                expected[(sequence[j], sequence[i])] = expected.GetValueOrDefault((sequence[j], sequence[i])) + 1;
            }
        }

        SparseMatrix matrix = counter.ToMatrix();

        SparseMatrix same = SparseMatrix.FromEntries(300, 300, expected.Select(e => KeyValuePair.Create(e.Key, (float)e.Value)));
        Assert.Equal(same.Starts, matrix.Starts);
        Assert.Equal(same.Indexes, matrix.Indexes);
        Assert.Equal(same.Values, matrix.Values);
    }

    [Fact]
    public void Counting_ends_at_its_bound()
    {
        EventTable table = EventTable.Load(set.Open, TestContext.Current.CancellationToken);

        ModalityVectors few = CollaborativeVectors.Learn("history", table, false, Options with { MaximumPairs = 500 }, TestContext.Current.CancellationToken)!;
        ModalityVectors all = CollaborativeVectors.Learn("history", table, false, Options, TestContext.Current.CancellationToken)!;

        Assert.InRange(few.ItemsWithVector, 1, all.ItemsWithVector - 1);
    }

    [Fact]
    public void Given_vectors_are_taken_as_they_are()
    {
        ItemCatalogue catalogue = new([new ItemInfo("a", [], [3f, 4f]), new ItemInfo("b", [])]);
        ModalityVectors given = GivenItemVectors.Take("given", catalogue)!;

        Assert.Equal([3f, 4f], given.Vector(0).ToArray());
        Assert.False(given.Has(1));
        Assert.Throws<UserErrorException>(() => GivenItemVectors.Take("given", new([new ItemInfo("a", [], [1f]), new ItemInfo("b", [], [1f, 2f])])));
    }

    // Events next to each other against events far apart, over all users.
    private static (double Together, double Any) Nearness(EventTable table, ModalityVectors vectors)
    {
        (double Sum, int Count)[] sums = new (double, int)[2];
        foreach ((int kind, int step) in new[] { (0, 1), (1, table.EventCount / 2) })
        {
            for (int i = 0; i + step < table.EventCount; i++)
            {
                (int a, int b) = (table.Items[i], table.Items[i + step]);
                if (a < 0 || b < 0 || a == b || !vectors.Has(a) || !vectors.Has(b)) continue;
                sums[kind] = (sums[kind].Sum + TensorPrimitives.Dot(vectors.Vector(a), vectors.Vector(b)), sums[kind].Count + 1);
            }
        }

        return (sums[0].Sum / sums[0].Count, sums[1].Sum / sums[1].Count);
    }
}
