using Apache.Arrow;
using Apache.Arrow.Ipc;
using UserRep.Model.Features;

namespace UserRep.Model.Items;

/// <summary>
/// Writes an item table: an Arrow IPC file that any Arrow library reads. Rows are ordered by the XXH3 hash of their id,
/// and the hash is a column (<c>id_xxh3</c>, uint64), so that <see cref="ItemTable"/> finds an item by looking into the
/// mapped file instead of building an index. Rows are therefore not in the caller's order: look items up after writing.
/// </summary>
public static class ItemTableWriter
{
    /// <summary>The longest id, in bytes of UTF-8.</summary>
    public const int MaxIdBytes = 1024;

    // 16,384 rows of two vectors of 80 numbers are 10 MB: all that writing holds beside the caller's own vectors.
    internal const int BatchRows = 16_384;

    /// <summary>Writes the file under another name and renames it, so that no reader sees half of it.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="ids">The items' ids: unique, not empty, at most <see cref="MaxIdBytes"/>.</param>
    /// <param name="modalities">The kinds of vector; names become columns.</param>
    /// <param name="vectors">The vectors by index into <paramref name="ids"/>; empty where an item has none.</param>
    /// <param name="cancellationToken">Ends the writing; nothing is left behind.</param>
    /// <exception cref="ArgumentException">An id is empty, too long, no Unicode text or there twice; a vector has a wrong length or
    /// a number that is not finite.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(
        string path,
        IReadOnlyList<string> ids,
        IReadOnlyList<ModalitySpec> modalities,
        IItemVectors vectors,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(modalities);
        ArgumentNullException.ThrowIfNull(vectors);
        ItemOrder order = ItemOrder.Of(ids);
        ItemBatchBuilder builder = new(ids, modalities, vectors, order);
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            Write(temporary, builder, ids.Count, cancellationToken);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void Write(string path, ItemBatchBuilder builder, int count, CancellationToken cancellationToken)
    {
        using FileStream stream = new(path, FileMode.CreateNew, FileAccess.Write);
        using ArrowFileWriter writer = new(stream, builder.Schema, leaveOpen: true);
        writer.WriteStart();
        for (int start = 0; start < count; start += BatchRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using RecordBatch batch = builder.Build(start, Math.Min(BatchRows, count - start));
            writer.WriteRecordBatch(batch);
        }

        writer.WriteEnd();
        stream.Flush(flushToDisk: true);
    }
}
