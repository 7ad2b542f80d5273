using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using UserRep.Model.Bundles;
using UserRep.Model.Features;
using UserRep.Model.Items;
using Xunit;

namespace UserRep.Tests.Model.Items;

/// <summary>Files that other tools write: no hash column, other columns between, batches of any size.</summary>
public sealed class ForeignArrowTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string File => _folder["foreign.arrow"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_without_hashes_is_read()
    {
        Write(Batch(["b", "a", "é"]), Batch([]), Batch(["d", "zebra"]), Batch(["e", "f", "g", "h"]));
        using ItemTable table = ItemTable.Open(File, [new("audio", 2)]);
        Assert.False(table.HasStoredIndex);
        Assert.Equal(9, table.Count);
        Assert.True(table.TryFind("zebra", out int row));
        Assert.Equal(4, row);
        Assert.Equal([1f, 10f], table.Vector(row, 0).ToArray());
        Assert.True(table.TryFind("h", out row));
        Assert.Equal([3f, 30f], table.Vector(row, 0).ToArray());
        Assert.False(table.TryFind("c", out _));
    }

    [Fact]
    public void Null_vectors_are_items_without_one()
    {
        Write(Batch(["a", "b"], missing: 0, holesBelow: true));
        using ItemTable table = ItemTable.Open(File);
        Assert.True(table.Vector(0, 0).IsEmpty);
        Assert.Equal([1f, 10f], table.Vector(1, 0).ToArray());
    }

    [Fact]
    public void Null_numbers_inside_a_vector_are_refused()
    {
        Write(Batch(["a", "b"], missing: -1, holesBelow: true));
        Assert.Contains("null numbers", Refused().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_there_twice_are_refused()
    {
        Write(Batch(["a", "b"]), Batch(["a"]));
        Assert.Contains("same id", Refused().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_ids_are_refused()
    {
        StringArray ids = new StringArray.Builder().Append("a").AppendNull().Build();
        Write(Batch(ids, missing: -1, holesBelow: false));
        Assert.Contains("nulls", Refused().Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audio", 3)]
    [InlineData("other", 2)]
    public void Another_modality_than_the_specs_is_refused(string name, int dimension)
    {
        Write(Batch(["a"]));
        BundleException error = Assert.Throws<BundleException>(() => ItemTable.Open(File, [new ModalitySpec(name, dimension)]));
        Assert.Equal("foreign.arrow", error.File);
    }

    [Fact]
    public void A_modality_that_the_spec_lacks_is_refused()
    {
        Write(Batch(["a"]));
        Assert.Throws<BundleException>(() => ItemTable.Open(File, []));
    }

    [Fact]
    public void A_stale_hash_column_is_not_trusted()
    {
        UInt64Array stale = new UInt64Array.Builder().AppendRange([1UL, 2UL]).Build();
        RecordBatch batch = new RecordBatch.Builder()
            .Append("id", false, new StringArray.Builder().Append("a").Append("b").Build())
            .Append("id_xxh3", false, stale)
            .Build();
        Write(batch);
        using ItemTable table = ItemTable.Open(File);
        Assert.False(table.HasStoredIndex);
        Assert.True(table.TryFind("b", out int row));
        Assert.Equal(1, row);
    }

    [Fact]
    public void Missing_empty_and_other_files_are_refused()
    {
        Assert.Contains("foreign.arrow", Refused().Message, StringComparison.Ordinal);
        System.IO.File.WriteAllBytes(File, []);
        Assert.Contains("empty", Refused().Reason, StringComparison.Ordinal);
        System.IO.File.WriteAllText(File, "id,vector\n1,2\n and so on, for more than the smallest file");
        Assert.Contains("not an Arrow", Refused().Reason, StringComparison.Ordinal);
    }

    private static RecordBatch Batch(string[] ids, int missing = -1, bool holesBelow = false)
        => Batch(new StringArray.Builder().AppendRange(ids).Build(), missing, holesBelow);

    // Vectors (row, 10 × row) between a list column and a number column, so that nodes and buffers must be counted right.
    private static RecordBatch Batch(StringArray ids, int missing, bool holesBelow)
    {
        FloatArray.Builder numbers = new();
        ArrowBuffer.BitmapBuilder present = new();
        ListArray.Builder tags = new(StringType.Default);
        for (int i = 0; i < ids.Length; i++)
        {
            present.Append(i != missing);
            tags.Append();
            ((StringArray.Builder)tags.ValueBuilder).Append("tag");
            if (holesBelow && i == 0) numbers.AppendNull().AppendNull();
            else numbers.Append(i).Append(10 * i);
        }

        FixedSizeListType type = new(new Field("item", FloatType.Default, nullable: true), 2);
        FixedSizeListArray vectors = new(type, ids.Length, numbers.Build(), missing < 0 ? ArrowBuffer.Empty : present.Build(), missing < 0 ? 0 : 1);
        return new RecordBatch.Builder()
            .Append("tags", true, tags.Build())
            .Append("id", true, ids)
            .Append("year", true, new Int32Array.Builder().AppendRange(Enumerable.Range(0, ids.Length)).Build())
            .Append("audio", true, vectors)
            .Build();
    }

    private BundleException Refused() => Assert.Throws<BundleException>(() => ItemTable.Open(File));

    private void Write(params RecordBatch[] batches)
    {
        using FileStream stream = System.IO.File.Create(File);
        using ArrowFileWriter writer = new(stream, batches[0].Schema);
        foreach (RecordBatch batch in batches)
        {
            writer.WriteRecordBatch(batch);
        }

        writer.WriteEnd();
    }
}
