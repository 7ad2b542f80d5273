namespace UserRep.Training.Datasets;

/// <summary>A data set in memory, whole or in part, in columns, 17 bytes an event: what training and evaluation cut and count on.</summary>
internal sealed class EventTable
{
    private const int ReportEvery = 8192;

    private readonly int[] _offsets;

    internal EventTable(Dataset dataset, EventTableBuilder columns)
    {
        (Info, Catalogue) = (dataset.Info, dataset.ReadItems());
        _offsets = [.. columns.Offsets];
        (UserIds, Attributes, KnownSinceMs) = ([.. columns.UserIds], [.. columns.Attributes], [.. columns.KnownSinceMs]);
        (Items, Types, TimesMs, Values) = columns.TakeEvents();
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

    /// <summary>Loads everything.</summary>
    public static EventTable Load(Dataset dataset, CancellationToken cancellation = default)
    {
        var columns = new EventTableBuilder(dataset.Info.Events);
        foreach (UserHistory user in dataset.ReadUsers(cancellation)) columns.Add(user, user.Events.Length);
        return new EventTable(dataset, columns);
    }

    /// <summary>Loads the events of some users up to a moment. Users of whom nothing is known by then are left out.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="sample">Which users, and until when.</param>
    /// <param name="report">Told of every few thousand events that were read.</param>
    /// <param name="cancellation">Stops between two users.</param>
    public static EventTable LoadSample(Dataset dataset, EventSample sample, Action<long>? report = null, CancellationToken cancellation = default)
    {
        var columns = new EventTableBuilder((long)(dataset.Info.Events * Math.Min(1, sample.UserShare)));
        long read = 0;
        foreach (UserHistory user in dataset.ReadUsers(cancellation))
        {
            int known = KnownBy(user, sample.UntilMs);
            if ((known > 0 || user.KnownSinceMs <= sample.UntilMs) && sample.Takes(user.UserId)) columns.Add(user, known);
            read += user.Events.Length;
            if (read < ReportEvery) continue;
            cancellation.ThrowIfCancellationRequested();
            report?.Invoke(read);
            read = 0;
        }

        report?.Invoke(read);
        return new EventTable(dataset, columns);
    }

    /// <summary>Gets the range of one user's events in the columns.</summary>
    public Range EventsOf(int user) => _offsets[user].._offsets[user + 1];

    /// <summary>Index just past a user's last event at or before a moment; where the user's events begin if there is none.</summary>
    public int EndAt(int user, long timeMs)
    {
        int end = _offsets[user];
        while (end < _offsets[user + 1] && TimesMs[end] <= timeMs) end++;
        return end;
    }

    /// <summary>Moves a cut past events of the same time: what happened at one moment is known together.</summary>
    /// <param name="cutEnd">Index just past the last known event; at least one event is known.</param>
    /// <param name="end">Index just past the user's last event.</param>
    public int PastTies(int cutEnd, int end)
    {
        while (cutEnd < end && TimesMs[cutEnd] == TimesMs[cutEnd - 1]) cutEnd++;
        return cutEnd;
    }

    public EventRow this[int index] => new(Items[index], Types[index], TimesMs[index], Values[index]);

    private static int KnownBy(UserHistory user, long untilMs)
    {
        ReadOnlySpan<EventRow> events = user.Events.Span;
        int known = events.Length;
        while (known > 0 && events[known - 1].TimeMs > untilMs) known--;
        return known;
    }
}
