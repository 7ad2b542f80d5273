namespace UserRep.Training.Datasets;

/// <summary>A whole data set in memory, in columns, 17 bytes an event: what evaluation cuts and counts on.</summary>
internal sealed class EventTable
{
    private readonly int[] _offsets;

    private EventTable(Dataset dataset)
    {
        (Info, Catalogue) = (dataset.Info, dataset.ReadItems());
        int users = checked((int)dataset.Info.Users);
        int events = checked((int)dataset.Info.Events);
        _offsets = new int[users + 1];
        (UserIds, Attributes, KnownSinceMs) = (new string[users], new IReadOnlyList<string?>[users], new long?[users]);
        (Items, Types, TimesMs, Values) = (new int[events], new byte[events], new long[events], new float[events]);
    }

    public DatasetInfo Info { get; }

    public ItemCatalogue Catalogue { get; }

    public int UserCount => UserIds.Length;

    public int EventCount => Items.Length;

    public string[] UserIds { get; }

    /// <summary>Gets, per user, attributes in the order of <see cref="DatasetInfo.Attributes"/>.</summary>
    public IReadOnlyList<string?>[] Attributes { get; }

    public long?[] KnownSinceMs { get; }

    /// <summary>Gets where each user's events begin, and after the last user where they all end: users + 1 numbers.</summary>
    public ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>Gets, per event, the item's row or -1.</summary>
    public int[] Items { get; }

    public byte[] Types { get; }

    public long[] TimesMs { get; }

    public float[] Values { get; }

    public static EventTable Load(Dataset dataset, CancellationToken cancellation = default)
    {
        var table = new EventTable(dataset);
        int index = 0;
        foreach (UserHistory user in dataset.ReadUsers(cancellation)) table.Set(index++, user);
        return table;
    }

    /// <summary>Gets the range of one user's events in the columns.</summary>
    public Range EventsOf(int user) => _offsets[user].._offsets[user + 1];

    public EventRow this[int index] => new(Items[index], Types[index], TimesMs[index], Values[index]);

    private void Set(int user, UserHistory history)
    {
        (UserIds[user], Attributes[user], KnownSinceMs[user]) = (history.UserId, history.Attributes, history.KnownSinceMs);
        int at = _offsets[user];
        foreach (EventRow row in history.Events.Span)
        {
            (Items[at], Types[at], TimesMs[at], Values[at]) = (row.Item, row.Type, row.TimeMs, row.Value);
            at++;
        }

        _offsets[user + 1] = at;
    }
}
