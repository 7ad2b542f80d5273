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

    private readonly ConcurrentDictionary<string, TableRow> _rows = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, VectorSlab> _slabs = new(StringComparer.Ordinal);
    private readonly Stack<int> _free = new();
    private readonly Lock _writing = new();
    private int _next;
    private int _rowsGiven;

    /// <summary>Gets how many users are live here.</summary>
    public int Users => _rows.Count;

    /// <summary>Gets the users who are live here; some may come and go while they are gone through.</summary>
    public IEnumerable<string> UserIds => _rows.Select(row => row.Key);

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
        entry = _rows.TryGetValue(userId, out TableRow? row) && _slabs.TryGetValue(version, out VectorSlab? slab) ? Read(slab, row, vector) : TableEntry.None;
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

        RowsAhead rows = default;
        for (int first = 0; first < entries.Length; first += Ahead)
        {
            int count = Math.Min(Ahead, entries.Length - first);
            for (int i = 0; i < count; i++)
            {
                if (_rows.TryGetValue(userIds[first + i], out rows[i]))
                {
                    slab.Prefetch(rows[i]!.Index);
                }
            }

            for (int i = 0; i < count; i++)
            {
                if (rows[i] is { } row)
                {
                    entries[first + i] = Read(slab, row, vectors.Slice((first + i) * dimension, dimension));
                }
            }
        }
    }

    /// <summary>What is known of a user's vector, without the vector.</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryFind(string userId, string version, out TableEntry entry) => TryRead(userId, version, [], out entry);

    /// <summary>Says up to where a user's events are known, so that vectors behind that are known to be.</summary>
    public void Know(string userId, long position)
    {
        if (position > 0 || _rows.ContainsKey(userId))
        {
            Row(userId).KnownPosition = position;
        }
    }

    public void Write(string userId, string version, ReadOnlySpan<float> vector, long position, long asOfMs)
    {
        TableRow row = Row(userId);
        lock (_writing)
        {
            _slabs.GetOrAdd(version, static (_, dimension) => new VectorSlab(dimension), vector.Length).Write(row.Index, row.Owner, vector, position, asOfMs);
        }
    }

    /// <summary>Takes a user out, who is live here no more.</summary>
    public void Remove(string userId)
    {
        lock (_writing)
        {
            if (_rows.TryRemove(userId, out TableRow? row))
            {
                foreach (VectorSlab slab in _slabs.Values)
                {
                    slab.Clear(row.Index);
                }

                _free.Push(row.Index);
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

    private static TableEntry Read(VectorSlab slab, TableRow row, Span<float> vector) => slab.TryRead(row.Index, row.Owner, vector, out long position, out long asOfMs)
        ? new TableEntry(position, asOfMs, Math.Max(position, row.KnownPosition))
        : TableEntry.None;

    private TableRow Row(string userId)
    {
        if (_rows.TryGetValue(userId, out TableRow? row))
        {
            return row;
        }

        lock (_writing)
        {
            return _rows.GetOrAdd(userId, _ => new TableRow(_free.TryPop(out int index) ? index : _next++, ++_rowsGiven));
        }
    }

    /// <summary>A user's place in every slab, which may have been another's before and may be again.</summary>
    private sealed class TableRow(int index, int number)
    {
        private long _knownPosition;

        public int Index => index;

        /// <summary>Gets whose the place is: with the number of the giving, it is told from others who have it before and after.</summary>
        public long Owner => ((long)index << 32) | (uint)number;

        public long KnownPosition
        {
            get => Volatile.Read(ref _knownPosition);
            set => Volatile.Write(ref _knownPosition, value);
        }
    }

    [InlineArray(Ahead)]
    private struct RowsAhead
    {
        private TableRow? _first;
    }
}
