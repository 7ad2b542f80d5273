using System.Text;
using CsCheck;
using UserRep.Model.Features;
using UserRep.Model.Items;
using Xunit;

namespace UserRep.Tests.Model.Items;

public sealed class ItemTableTests : IDisposable
{
    private static readonly ModalitySpec[] Modalities = [new("audio", 3), new("playlist", 5)];

    private static readonly Gen<string> Ids = Gen.Int[1, 0x10FFFF]
        .Where(Rune.IsValid).Select(c => new Rune(c).ToString()).Array[1, 12].Select(string.Concat);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_found_again()
        => Gen.Select(Ids.ArrayUnique[0, 60], Gen.Int[0, 1000]).Sample((ids, seed) => RoundTrip(ids, seed), iter: 200, threads: 1);

    [Fact]
    public void Rows_of_several_batches_are_found()
    {
        string[] ids = [.. Enumerable.Range(0, (2 * ItemTableWriter.BatchRows) + 77).Select(i => $"item-{i}")];
        RoundTrip(ids, 3);
    }

    [Fact]
    public void Unknown_ids_are_not_found()
    {
        using ItemTable table = Write(["a", "b"], 1);
        Assert.False(table.TryFind("c", out int row));
        Assert.Equal(UserEvent.UnknownItem, row);
        Assert.False(table.TryFind("", out _));
        Assert.False(table.TryFind("\ud800", out _));
        Assert.False(table.TryFind(new string('x', 5000), out _));
        Assert.False(table.TryFind(new byte[5000], out _));
    }

    [Theory]
    [InlineData("a", "b", "a")]
    [InlineData("a", "")]
    public void Bad_ids_are_refused_and_nothing_is_left(params string[] ids)
    {
        Assert.Throws<ArgumentException>(() => Write(ids, 1));
        Assert.Empty(Directory.EnumerateFiles(_folder.Location));
    }

    // An attribute could not carry this id: the compiler would replace it.
    [Fact]
    public void Ids_that_are_no_text_are_refused() => Assert.Throws<ArgumentException>(() => Write([new string('\ud800', 1)], 1));

    [Fact]
    public void Ids_that_are_too_long_are_refused()
        => Assert.Throws<ArgumentException>(() => Write([new string('é', (ItemTableWriter.MaxIdBytes / 2) + 1)], 1));

    [Theory]
    [InlineData(2, 1f)]
    [InlineData(3, float.NaN)]
    [InlineData(3, float.PositiveInfinity)]
    public void Bad_vectors_are_refused_and_nothing_is_left(int length, float value)
    {
        float[] bad = new float[length];
        bad[^1] = value;
        GivenVectors vectors = new(1, [3], (_, _) => bad);
        Assert.Throws<ArgumentException>(() => ItemTableWriter.Write(_folder["x"], ["a"], [new("audio", 3)], vectors, TestContext.Current.CancellationToken));
        Assert.Empty(Directory.EnumerateFiles(_folder.Location));
    }

    [Fact]
    public void A_cancelled_write_leaves_nothing()
    {
        GivenVectors vectors = new(1, [3], (_, _) => null);
        Assert.Throws<OperationCanceledException>(
            () => ItemTableWriter.Write(_folder["x"], ["a"], [new("audio", 3)], vectors, new CancellationToken(canceled: true)));
        Assert.Empty(Directory.EnumerateFiles(_folder.Location));
    }

    [Fact]
    public void Lookups_and_vectors_allocate_nothing()
    {
        // Made beforehand: writing a number as text boxes it or not, by how far the runtime has compiled that.
        string[] ids = [.. Enumerable.Range(0, 500).Select(i => $"item-{i}")];
        using ItemTable table = Write(ids, 4);
        Assert.True(LookUp(table, ids[..50]) > 0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        LookUp(table, ids);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_disposed_table_refuses_and_a_lease_keeps_what_was_read()
    {
        ItemTable table = Write(["a"], 1);
        using ItemTableLease lease = table.Lease();
        ReadOnlySpan<float> vector = table.Vector(0, 1);
        float first = vector[0];
        table.Dispose();
        table.Dispose();
        Assert.Equal(first, vector[0]);
        Assert.Throws<ObjectDisposedException>(() => table.TryFind("a", out _));
        Assert.Throws<ObjectDisposedException>(() => table.Vector(0, 0).Length);
        Assert.Throws<ObjectDisposedException>(() => table.Id(0).Length);
        Assert.Throws<ObjectDisposedException>(() => table.Lease());
    }

    [Fact]
    public void Rows_and_modalities_out_of_range_are_refused()
    {
        using ItemTable table = Write(["a"], 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Vector(1, 0).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Vector(UserEvent.UnknownItem, 0).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Vector(0, 2).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Id(-1).Length);
    }

    [Fact]
    public async Task Closing_beside_lookups_ends_them_with_an_error_and_not_the_process()
    {
        for (int round = 0; round < 20; round++)
        {
            ItemTable table = Write([.. Enumerable.Range(0, 100).Select(i => $"item-{i}")], round);
            using CountdownEvent running = new(3);
            Task[] readers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() => ReadUntilClosed(table, running)))];
            running.Wait(TestContext.Current.CancellationToken);
            table.Dispose();
            await Task.WhenAll(readers);
        }
    }

    private static void ReadUntilClosed(ItemTable table, CountdownEvent running)
    {
        Assert.True(table.TryFind("item-7", out _));
        running.Signal();
        try
        {
            while (true) Assert.True(table.TryFind("item-7", out _));
        }
        catch (ObjectDisposedException)
        {
            // What closing promises.
        }
    }

    private static float LookUp(ItemTable table, string[] ids)
    {
        float sum = 0;
        foreach (string id in ids)
        {
            if (!table.TryFind(id, out int row)) continue;
            table.TryFind(table.Id(row), out row);
            ReadOnlySpan<float> vector = table.Vector(row, 1);
            sum += vector.IsEmpty ? 1 : Math.Abs(vector[0]);
        }

        return sum;
    }

    private static float[]? Make(int item, int modality, int seed)
    {
        Random random = new((item * 7919) + (modality * 31) + seed);
        if (random.Next(4) == 0 && (item + modality) % 2 == 0) return null;
        return [.. Enumerable.Range(0, Modalities[modality].Dimension).Select(_ => (float)random.NextDouble())];
    }

    private ItemTable Write(string[] ids, int seed)
    {
        GivenVectors vectors = new(ids.Length, [3, 5], (i, m) => Make(i, m, seed));
        ItemTableWriter.Write(_folder["items.arrow"], ids, Modalities, vectors, TestContext.Current.CancellationToken);
        return ItemTable.Open(_folder["items.arrow"], Modalities);
    }

    private void RoundTrip(string[] ids, int seed)
    {
        using ItemTable table = Write(ids, seed);
        Assert.True(table.HasStoredIndex);
        Assert.Equal(ids.Length, table.Count);
        Assert.Equal([3, 5], table.Dimensions);
        for (int i = 0; i < ids.Length; i++)
        {
            Assert.True(table.TryFind(ids[i], out int row));
            Assert.True(table.TryFind(System.Text.Encoding.UTF8.GetBytes(ids[i]), out int again));
            Assert.Equal(row, again);
            Assert.Equal(ids[i], System.Text.Encoding.UTF8.GetString(table.Id(row)));
            Assert.Equal(Make(i, 0, seed) ?? [], table.Vector(row, 0).ToArray());
            Assert.Equal(Make(i, 1, seed) ?? [], table.Vector(row, 1).ToArray());
        }
    }
}
