namespace UserRep.Training.Datasets;

/// <summary>Collects users into the columns of an <see cref="EventTable"/>.</summary>
internal sealed class EventTableBuilder(long expectedEvents)
{
    private int[] _items = new int[Capacity(expectedEvents)];
    private byte[] _types = new byte[Capacity(expectedEvents)];
    private long[] _times = new long[Capacity(expectedEvents)];
    private float[] _values = new float[Capacity(expectedEvents)];
    private int _count;

    public List<int> Offsets { get; } = [0];

    public List<string> UserIds { get; } = [];

    public List<IReadOnlyList<string?>> Attributes { get; } = [];

    public List<long?> KnownSinceMs { get; } = [];

    /// <summary>Adds a user with the first of its events.</summary>
    public void Add(UserHistory user, int events)
    {
        UserIds.Add(user.UserId);
        Attributes.Add(user.Attributes);
        KnownSinceMs.Add(user.KnownSinceMs);
        if (_count + events > _items.Length) Resize((int)Math.Min(Array.MaxLength, Math.Max(_count + (long)events, _items.Length * 3L / 2)));
        foreach (EventRow row in user.Events.Span[..events])
        {
            (_items[_count], _types[_count], _times[_count], _values[_count]) = (row.Item, row.Type, row.TimeMs, row.Value);
            _count++;
        }

        Offsets.Add(_count);
    }

    public (int[] Items, byte[] Types, long[] TimesMs, float[] Values) TakeEvents()
    {
        Resize(_count);
        return (_items, _types, _times, _values);
    }

    private static int Capacity(long events) => checked((int)Math.Min(events, Array.MaxLength));

    private void Resize(int length)
    {
        Array.Resize(ref _items, length);
        Array.Resize(ref _types, length);
        Array.Resize(ref _times, length);
        Array.Resize(ref _values, length);
    }
}
