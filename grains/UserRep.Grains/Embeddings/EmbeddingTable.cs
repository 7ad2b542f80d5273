using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace UserRep.Grains.Embeddings;

/// <summary>
/// The vectors of the users who are live on this silo, in every version. Reads take no lock and allocate nothing. An entry lives and dies
/// with its user's activation, so what is here is what the user's grain last computed.
/// </summary>
internal sealed class EmbeddingTable
{
    /// <summary>How many users are looked up before the first of their vectors is read.</summary>
    private const int Ahead = 16;

    private readonly UserRows _rows = new();
    private readonly ConcurrentDictionary<string, VectorSlab> _slabs = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();

    /// <summary>Gets how many users are live here.</summary>
    public int Users => _rows.Count;

    /// <summary>Gets the users who are live here; some may come and go while they are gone through.</summary>
    public IEnumerable<string> UserIds => _rows.UserIds;

    /// <summary>Gets the bytes of the packed vectors.</summary>
    public long Bytes => _slabs.Values.Sum(s => s.Bytes);

    /// <summary>Reads a user's vector.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="version">The version.</param>
    /// <param name="vector">Takes the vector; as long as the version's dimension, or empty to leave it.</param>
    /// <param name="entry">What is known of it.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryRead(string userId, string version, Span<float> vector, out TableEntry entry)
    {
        entry = _slabs.TryGetValue(version, out VectorSlab? slab) && _rows.Find(userId, out UserRow row) is >= 0 and int at ? Read(slab, at, row, vector) : TableEntry.None;
        return entry.IsThere;
    }

    /// <summary>Reads the vectors of many users.</summary>
    /// <param name="userIds">The users.</param>
    /// <param name="version">The version.</param>
    /// <param name="dimension">Its dimension.</param>
    /// <param name="vectors">Takes the vectors, [users, dimension].</param>
    /// <param name="entries">Takes what is known of each; <see cref="TableEntry.None"/> for a user who has no vector here, whose place stays as it is.</param>
    public void Read(IReadOnlyList<string> userIds, string version, int dimension, Span<float> vectors, Span<TableEntry> entries)
    {
        entries.Fill(TableEntry.None);
        if (!_slabs.TryGetValue(version, out VectorSlab? slab))
        {
            return;
        }

        IdsAhead ids = default;
        Span<uint> hashes = stackalloc uint[Ahead];
        Span<int> rows = stackalloc int[Ahead];
        for (int first = 0; first < entries.Length; first += Ahead)
        {
            int count = Math.Min(Ahead, entries.Length - first);
            for (int i = 0; i < count; i++)
            {
                ids[i] = userIds[first + i];
                _rows.PrefetchSlot(hashes[i] = _rows.Hash(ids[i]!));
            }

            for (int i = 0; i < count; i++)
            {
                if ((rows[i] = _rows.Guess(hashes[i])) >= 0)
                {
                    slab.Prefetch(rows[i]);
                }
            }

            for (int i = 0; i < count; i++)
            {
                if (rows[i] >= 0)
                {
                    _rows.PrefetchId(rows[i]);
                }
            }

            for (int i = 0; i < count; i++)
            {
                int at = rows[i];
                if (at >= 0 && (_rows.TryRead(at, ids[i]!, out UserRow row) || (at = _rows.Find(ids[i]!, out row)) >= 0))
                {
                    entries[first + i] = Read(slab, at, row, vectors.Slice((first + i) * dimension, dimension));
                }
            }
        }
    }

    /// <summary>What is known of a user's vector, without the vector.</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryFind(string userId, string version, out TableEntry entry) => TryRead(userId, version, [], out entry);

    /// <summary>Takes in a user who comes into memory here. Whoever looks for those who are to hear of events finds the user from now on.</summary>
    public void Enter(string userId)
    {
        lock (_writing)
        {
            Row(userId, out _);
        }
    }

    /// <summary>Whether a user is in memory here, with vectors or without as yet.</summary>
    public bool Has(string userId)
    {
        if (_rows.Find(userId, out _) >= 0)
        {
            return true;
        }

        // Whoever is cleared has no row for a moment, and is here all the same.
        lock (_writing)
        {
            return _rows.Find(userId, out _) >= 0;
        }
    }

    /// <summary>Says up to where a user's events are known, so that vectors behind that are known to be.</summary>
    public void Know(string userId, long position)
    {
        lock (_writing)
        {
            // Not of who has left: the row may be another's by then.
            int row = position > 0 ? Row(userId, out _) : _rows.Find(userId, out _);
            if (row >= 0)
            {
                _rows.Know(row, position);
            }
        }
    }

    public void Write(string userId, string version, ReadOnlySpan<float> vector, long position, long asOfMs)
    {
        lock (_writing)
        {
            int row = Row(userId, out long owner);
            _slabs.GetOrAdd(version, static (_, dimension) => new VectorSlab(dimension), vector.Length).Write(row, owner, vector, position, asOfMs);
        }
    }

    /// <summary>Takes a user out, who is live here no more.</summary>
    public void Remove(string userId)
    {
        lock (_writing)
        {
            TakeOut(userId);
        }
    }

    /// <summary>Removes what is known of a user, who stays in memory if here at all.</summary>
    public void Clear(string userId)
    {
        lock (_writing)
        {
            if (TakeOut(userId))
            {
                Row(userId, out _);
            }
        }
    }

    /// <summary>Frees the vectors of a version that is served no more.</summary>
    public void RemoveVersion(string version) => _slabs.TryRemove(version, out _);

    /// <summary>The versions that have a vector of the user.</summary>
    public string[] VersionsOf(string userId) =>
    [
        .. _slabs.Where(slab => TryRead(userId, slab.Key, new float[slab.Value.Dimension], out _)).Select(slab => slab.Key).Order(StringComparer.Ordinal),
    ];

    private static TableEntry Read(VectorSlab slab, int at, in UserRow row, Span<float> vector) => slab.TryRead(at, row.Owner, vector, out long position, out long asOfMs)
        ? new TableEntry(position, asOfMs, Math.Max(position, row.KnownPosition))
        : TableEntry.None;

    /// <returns>Whether the user was there.</returns>
    private bool TakeOut(string userId)
    {
        int row = _rows.Find(userId, out _);
        if (row < 0)
        {
            return false;
        }

        _rows.Remove(row);
        foreach (VectorSlab slab in _slabs.Values)
        {
            slab.Clear(row);
        }

        _rows.Free(row);
        return true;
    }

    /// <summary>A user's row, who gets one if need be. Writers alone.</summary>
    private int Row(string userId, out long owner)
    {
        int row = _rows.Find(userId, out UserRow found);
        owner = found.Owner;
        if (row < 0)
        {
            row = _rows.Add(userId, out owner);
        }

        return row;
    }

    [InlineArray(Ahead)]
    private struct IdsAhead
    {
        private string? _first;
    }
}
