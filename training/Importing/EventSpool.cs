using System.Runtime.InteropServices;
using UserRep.Training.Datasets;

namespace UserRep.Training.Importing;

/// <summary>
/// Groups events by user and sorts them by time in bounded memory: events go to buckets by user, buckets to disk when
/// there are too many to hold, and each bucket is sorted alone. Events of equal time keep the order of the source, and
/// equal rows are all kept: two plays of one song in one second are two plays.
/// </summary>
internal sealed class EventSpool(string folder, int maxInMemory = EventSpool.DefaultInMemory) : IDisposable
{
    public const int Buckets = 256;
    public const int DefaultInMemory = 2 << 20;

    private readonly List<SpooledEvent>[] _buckets = [.. Enumerable.Range(0, Buckets).Select(_ => new List<SpooledEvent>())];
    private int _inMemory;

    public bool Spilled { get; private set; }

    public void Add(SpooledEvent item)
    {
        _buckets[item.User % Buckets].Add(item);
        if (++_inMemory >= maxInMemory) Spill();
    }

    /// <summary>Ends the adding: what went to disk in part goes there whole, and its memory is free for the writing.</summary>
    public void Complete()
    {
        if (!Spilled) return;
        Spill();
        foreach (List<SpooledEvent> bucket in _buckets) bucket.Capacity = 0;
    }

    /// <summary>After <see cref="Complete"/>, gets the events of one bucket by user: of user <c>bucket + n * Buckets</c> at <c>n</c>.</summary>
    public ReadOnlyMemory<EventRow>[] Read(int bucket, int users)
    {
        SpooledEvent[] events = Spilled ? FromDisk(bucket) : [.. _buckets[bucket]];
        _buckets[bucket] = [];
        var ends = new int[((users - bucket - 1) / Buckets) + 1];
        foreach (SpooledEvent item in events) ends[item.User / Buckets]++;
        for (int i = 1; i < ends.Length; i++) ends[i] += ends[i - 1];
        return Sorted(Scatter(events, ends), ends);
    }

    public void Dispose()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    // From the back, so that the order within a user stays and each counter ends at the user's first row.
    private static EventRow[] Scatter(SpooledEvent[] events, int[] ends)
    {
        var rows = new EventRow[events.Length];
        int[] next = [.. ends];
        for (int i = events.Length - 1; i >= 0; i--)
        {
            SpooledEvent item = events[i];
            rows[--next[item.User / Buckets]] = new EventRow(item.Item, item.Type, item.TimeMs, item.Value);
        }

        return rows;
    }

    private static ReadOnlyMemory<EventRow>[] Sorted(EventRow[] rows, int[] ends)
    {
        var users = new ReadOnlyMemory<EventRow>[ends.Length];
        for (int i = 0, start = 0; i < ends.Length; start = ends[i++])
        {
            ReadOnlyMemory<EventRow> events = rows.AsMemory(start..ends[i]);
            users[i] = InOrder(events.Span) ? events : rows[start..ends[i]].OrderBy(row => row.TimeMs).ToArray();
        }

        return users;
    }

    private static bool InOrder(ReadOnlySpan<EventRow> rows)
    {
        for (int i = 1; i < rows.Length; i++)
        {
            if (rows[i].TimeMs < rows[i - 1].TimeMs) return false;
        }

        return true;
    }

    private void Spill()
    {
        Directory.CreateDirectory(folder);
        for (int i = 0; i < Buckets; i++)
        {
            using var file = new FileStream(FileOf(i), FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
            file.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_buckets[i])));
            _buckets[i].Clear();
        }

        (_inMemory, Spilled) = (0, true);
    }

    private SpooledEvent[] FromDisk(int bucket)
    {
        if (!File.Exists(FileOf(bucket))) return [];
        using FileStream file = File.OpenRead(FileOf(bucket));
        var events = new SpooledEvent[file.Length / Marshal.SizeOf<SpooledEvent>()];
        file.ReadExactly(MemoryMarshal.AsBytes(events.AsSpan()));
        return events;
    }

    private string FileOf(int bucket) => Path.Combine(folder, $"{bucket}.events");
}
