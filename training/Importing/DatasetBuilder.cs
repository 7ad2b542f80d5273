using System.Text;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Output;

namespace UserRep.Training.Importing;

/// <summary>
/// Takes items, users and events in any order and writes the data set. Memory holds the ids, the items, the attributes
/// and a bounded number of events.
/// </summary>
internal sealed class DatasetBuilder : IDisposable
{
    public const int LongestId = 1000;
    private const int MostTypes = 256;

    private readonly ImportTarget _target;
    private readonly EventSpool _spool;
    private readonly Utf8Table _itemIds = new();
    private readonly Utf8Table _userIds = new();
    private readonly List<string> _types = [];
    private readonly Dictionary<int, ItemInfo> _items = [];
    private readonly Dictionary<int, UserRow> _users = [];
    private readonly HashSet<int> _leftOut = [];
    private readonly byte[] _utf8 = new byte[Encoding.UTF8.GetMaxByteCount(LongestId)];

    public DatasetBuilder(ImportTarget target)
    {
        StagedFolder.CheckTarget(target.Out, DatasetFiles.Info, target.Force);
        _target = target;
        _spool = new EventSpool(StagedFolder.Sibling(target.Out, "spool"), target.MaxEventsInMemory);
    }

    public IReadOnlyList<string> EventTypes => _types;

    /// <summary>Gets or sets the names of the attributes; set before the first <see cref="AddUser"/>.</summary>
    public IReadOnlyList<string> Attributes { get; set; } = [];

    /// <summary>Gets or sets whether the events have times.</summary>
    public bool HasTimes { get; set; } = true;

    public string? OnboardingEventType { get; set; }

    /// <returns>False if the item was given before.</returns>
    public bool AddItem(ItemInfo item) => _items.TryAdd(Row(_itemIds, item.Id), item);

    /// <returns>False if the user was given before.</returns>
    public bool AddUser(UserRow user) => _users.TryAdd(Row(_userIds, user.Id), user);

    /// <summary>Gets the ids of the users, by their numbers.</summary>
    public Utf8Table UserIds => _userIds;

    /// <summary>The number of a user, who is added if not met before.</summary>
    public int User(ReadOnlySpan<char> id) => Row(_userIds, id);

    /// <summary>Keeps a user and all events out of the data set.</summary>
    public void LeaveOut(int user) => _leftOut.Add(user);

    /// <summary>Adds an event; an item not met before is added without tags.</summary>
    /// <param name="user">The user's number.</param>
    /// <param name="item">The item's id; empty for an event without one.</param>
    /// <param name="type">The type's number.</param>
    /// <param name="timeMs">When, in milliseconds since 1970 UTC.</param>
    /// <param name="value">The value.</param>
    public void AddEvent(int user, ReadOnlySpan<char> item, int type, long timeMs, float value) =>
        _spool.Add(new SpooledEvent(timeMs, user, item.IsEmpty ? -1 : Row(_itemIds, item), value, (byte)type));

    /// <summary>Adds an event; an item or a user not met before is added without tags or attributes.</summary>
    public void AddEvent(ReadOnlySpan<char> user, ReadOnlySpan<char> item, int type, long timeMs, float value) =>
        _spool.Add(new SpooledEvent(timeMs, Row(_userIds, user), Row(_itemIds, item), value, (byte)type));

    public int Type(ReadOnlySpan<char> name)
    {
        for (int i = 0; i < _types.Count; i++)
        {
            if (name.SequenceEqual(_types[i])) return i;
        }

        if (_types.Count == MostTypes) throw new UserErrorException($"There are more than {MostTypes} event types, '{name}' among them. Check what the events are given as type.");
        _types.Add(name.ToString());
        return _types.Count - 1;
    }

    public DatasetInfo Complete(IProgressReporter progress, CancellationToken cancellation)
    {
        var header = new DatasetInfo
        {
            Name = _target.Name,
            HasTimes = HasTimes,
            EventTypes = _types,
            OnboardingEventType = OnboardingEventType,
            Attributes = Attributes,
        };
        _spool.Complete();
        using IProgressStage stage = progress.Start("Writing users", _userIds.Count, "users");
        using var writer = DatasetWriter.Create(_target.Out, header, Items(), _target.Force);
        for (int bucket = 0; bucket < Math.Min(EventSpool.Buckets, _userIds.Count); bucket++)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlyMemory<EventRow>[] users = _spool.Read(bucket, _userIds.Count);
            for (int i = 0; i < users.Length; i++)
            {
                int user = bucket + (i * EventSpool.Buckets);
                if (!_leftOut.Contains(user)) writer.Add(History(user, users[i]));
            }

            stage.Advance(users.Length);
        }

        return writer.Complete();
    }

    public void Dispose() => _spool.Dispose();

    private int Row(Utf8Table table, ReadOnlySpan<char> id)
    {
        table.TryAdd(_utf8.AsSpan(0, Encoding.UTF8.GetBytes(id, _utf8)), out int row);
        return row;
    }

    private IEnumerable<ItemInfo> Items()
    {
        for (int row = 0; row < _itemIds.Count; row++)
        {
            yield return _items.GetValueOrDefault(row) ?? new ItemInfo(Encoding.UTF8.GetString(_itemIds[row]), []);
        }
    }

    private UserHistory History(int user, ReadOnlyMemory<EventRow> events) => _users.GetValueOrDefault(user) is { } row
        ? new UserHistory(row.Id, events, row.Attributes, row.KnownSinceMs)
        : new UserHistory(Encoding.UTF8.GetString(_userIds[user]), events, new string?[Attributes.Count]);
}
