using System.Buffers;
using System.Text.Unicode;
using UserRep.Model.Bundles;
using UserRep.Model.Features;
using UserRep.Model.Items.Arrow;
using UserRep.Model.Lifetimes;

namespace UserRep.Model.Items;

/// <summary>
/// Item ids and vectors in a memory-mapped Arrow IPC file: column <c>id</c> (utf8) and one column of fixed-size lists of
/// float32 per modality, where null means that the item has no vector. Opening reads the metadata and, in files of
/// <see cref="ItemTableWriter"/>, 8 bytes per item; vectors take memory when they are touched.
/// Safe for any number of threads.
/// </summary>
/// <remarks>
/// Files of other tools are read too, when uncompressed; their index (12 bytes per item) is built at open.
/// A span returned here is the mapped file itself. It is valid until the table is disposed; who may run beside
/// <see cref="Dispose"/> takes a <see cref="Lease"/> first, and the memory stays until it is returned.
/// The file must not change while it is open: replace it by renaming another over it.
/// </remarks>
public sealed class ItemTable : IItemVectors, IDisposable
{
    private const int StackBytes = 512;
    private const string Remedy = "Write the item table again, as an uncompressed Arrow IPC file.";

    private readonly ItemBatches _batches;
    private readonly IItemIndex _index;
    private readonly UseCount _use;

    private ItemTable(MappedFile file, IReadOnlyList<ModalitySpec>? modalities)
    {
        ArrowFooter footer = ArrowFooter.Read(file);
        ItemColumns columns = ItemColumns.Find(footer.Fields, modalities);
        _batches = ItemBatches.Read(file, footer, columns);
        _index = (IItemIndex?)StoredIndex.TryRead(_batches) ?? BuiltIndex.Build(_batches);
        Modalities = [.. columns.Vectors.Select(v => new ModalitySpec(v.Name, v.Field.ListSize))];
        Dimensions = [.. Modalities.Select(m => m.Dimension)];
        _use = new UseCount(this, file.Dispose);
    }

    /// <inheritdoc/>
    public int Count => _batches.Rows;

    /// <summary>Gets the modalities, in the order of <see cref="Dimensions"/>.</summary>
    public IReadOnlyList<ModalitySpec> Modalities { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>Gets whether the file has its own index, so that none takes memory.</summary>
    internal bool HasStoredIndex => _index.IsStored;

    /// <summary>Maps an item table.</summary>
    /// <param name="path">The Arrow IPC file.</param>
    /// <param name="modalities">The modalities it must have, and no others, in the order wanted; null takes the file's own.</param>
    /// <returns>The table; the caller disposes it.</returns>
    /// <exception cref="BundleException">The file is missing, truncated, damaged, compressed or of another schema.</exception>
    public static ItemTable Open(string path, IReadOnlyList<ModalitySpec>? modalities = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        MappedFile? file = null;
        try
        {
            file = MappedFile.Open(path);
            return new ItemTable(file, modalities);
        }
        catch (Exception error)
        {
            file?.Dispose();
            if (error is not (InvalidDataException or IOException or UnauthorizedAccessException or OverflowException)) throw;
            throw new BundleException(Path.GetFileName(path), error.Message, Remedy, error);
        }
    }

    /// <summary>Finds an item. Allocates nothing for ids of up to 170 characters, and pools beyond.</summary>
    /// <param name="id">The item's id; compared by its UTF-8 bytes, without any normalisation.</param>
    /// <param name="row">Its row, from 0 to <see cref="Count"/> - 1; <see cref="UserEvent.UnknownItem"/> if there is none.</param>
    /// <returns>Whether the item is in the table.</returns>
    /// <exception cref="ObjectDisposedException">The table is closed.</exception>
    public bool TryFind(ReadOnlySpan<char> id, out int row)
    {
        int most = System.Text.Encoding.UTF8.GetMaxByteCount(id.Length);
        byte[]? rented = most > StackBytes ? ArrayPool<byte>.Shared.Rent(most) : null;
        Span<byte> utf8 = rented ?? stackalloc byte[StackBytes];

        // Half a surrogate pair is no text and so no id; replacing it by U+FFFD could find another item.
        OperationStatus status = Utf8.FromUtf16(id, utf8, out _, out int length, replaceInvalidSequences: false);
        row = UserEvent.UnknownItem;
        bool found = status == OperationStatus.Done && TryFind(utf8[..length], out row);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return found;
    }

    /// <summary>Finds an item without allocating.</summary>
    /// <param name="utf8">The item's id in UTF-8.</param>
    /// <param name="row">Its row, from 0 to <see cref="Count"/> - 1; <see cref="UserEvent.UnknownItem"/> if there is none.</param>
    /// <returns>Whether the item is in the table.</returns>
    /// <exception cref="ObjectDisposedException">The table is closed.</exception>
    public bool TryFind(ReadOnlySpan<byte> utf8, out int row)
    {
        _use.Enter();
        try
        {
            int found = _index.Find(utf8);
            row = found >= 0 ? found : UserEvent.UnknownItem;
            return found >= 0;
        }
        finally
        {
            _use.Exit();
        }
    }

    /// <summary>The id of an item.</summary>
    /// <param name="row">The item's row.</param>
    /// <returns>Its UTF-8 bytes in the mapped file.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="ObjectDisposedException">The table is closed.</exception>
    public ReadOnlySpan<byte> Id(int row)
    {
        _use.ThrowIfClosed();
        return _batches.Id(row);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or modality.</exception>
    /// <exception cref="ObjectDisposedException">The table is closed.</exception>
    public ReadOnlySpan<float> Vector(int row, int modality)
    {
        _use.ThrowIfClosed();
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)modality, (uint)Dimensions.Count, nameof(modality));
        return _batches.Locate(row, out int local).Vectors[modality].Read(local);
    }

    /// <summary>Keeps the mapped memory until the lease is disposed, even if the table is disposed before.</summary>
    /// <returns>The lease. The table itself refuses new calls once it is disposed; spans already taken stay valid.</returns>
    /// <exception cref="ObjectDisposedException">The table is closed.</exception>
    public ItemTableLease Lease()
    {
        _use.Enter();
        return new ItemTableLease(_use);
    }

    /// <summary>Closes the table and unmaps the file, or lets the last lease do that.</summary>
    public void Dispose() => _use.Close();
}
