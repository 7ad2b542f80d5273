using System.Text;
using System.Text.Json;
using UserRep.Training.Output;

namespace UserRep.Training.Datasets;

/// <summary>
/// Writes a data set user by user; memory is one row group of events, the item ids and the user ids.
/// The folder appears on <see cref="Complete"/>; disposed before, nothing is left behind.
/// </summary>
internal sealed class DatasetWriter : IDisposable
{
    private readonly StagedFolder _folder;
    private readonly DatasetInfo _header;
    private readonly Utf8Table _items;
    private readonly Utf8Table _users = new();
    private readonly EventsWriter _eventRows;
    private readonly UsersWriter _userRows;
    private long _events;
    private long _firstMs = long.MaxValue;
    private long _lastMs = long.MinValue;

    private DatasetWriter(StagedFolder folder, DatasetInfo header, IEnumerable<ItemInfo> items)
    {
        (_folder, _header) = (folder, header);
        _items = ItemsWriter.Write(Path.Combine(folder.Path, DatasetFiles.Items), items);
        _eventRows = new EventsWriter(Path.Combine(folder.Path, DatasetFiles.Events), _items, header.EventTypes);
        _userRows = new UsersWriter(Path.Combine(folder.Path, DatasetFiles.Users), header.Attributes);
    }

    /// <param name="folder">The folder to make.</param>
    /// <param name="header">The description; counts and times in it are ignored, they are counted.</param>
    /// <param name="items">Every item that events name, in the order of their rows; read once, as a stream.</param>
    /// <param name="force">Whether to replace a data set that is there already.</param>
    public static DatasetWriter Create(string folder, DatasetInfo header, IEnumerable<ItemInfo> items, bool force = false)
    {
        DatasetInfoRules.Check(header, DatasetFiles.Info);
        StagedFolder staged = StagedFolder.Create(folder, DatasetFiles.Info, force);
        try
        {
            return new DatasetWriter(staged, header, items);
        }
        catch
        {
            staged.Dispose();
            throw;
        }
    }

    /// <summary>Writes one user. Events are in time order.</summary>
    public void Add(UserHistory user)
    {
        ReadOnlySpan<EventRow> events = user.Events.Span;
        Check(user, events);
        byte[] id = Encoding.UTF8.GetBytes(user.UserId);
        if (!_users.TryAdd(id, out _)) throw new ArgumentException($"User '{user.UserId}' comes twice.", nameof(user));
        _userRows.Add(new UserRow(user.UserId, user.KnownSinceMs, user.Attributes));
        _eventRows.Add(id, events);
        _events += events.Length;
        if (events.IsEmpty) return;
        _firstMs = Math.Min(_firstMs, events[0].TimeMs);
        _lastMs = Math.Max(_lastMs, events[^1].TimeMs);
    }

    /// <summary>Puts the folder in place.</summary>
    /// <returns>What <c>dataset.json</c> says.</returns>
    public DatasetInfo Complete()
    {
        _eventRows.Complete();
        _userRows.Complete();
        bool times = _header.HasTimes && _events > 0;
        DatasetInfo info = _header with
        {
            Users = _users.Count,
            Items = _items.Count,
            Events = _events,
            FirstEventMs = times ? _firstMs : null,
            LastEventMs = times ? _lastMs : null,
        };
        File.WriteAllText(Path.Combine(_folder.Path, DatasetFiles.Info), JsonSerializer.Serialize(info, DatasetInfoRules.Json) + "\n");
        _folder.Commit();
        return info;
    }

    public void Dispose()
    {
        _eventRows.Dispose();
        _userRows.Dispose();
        _folder.Dispose();
    }

    private void Check(UserHistory user, ReadOnlySpan<EventRow> events)
    {
        if (user.UserId.Length == 0) throw new ArgumentException("A user has an empty id.", nameof(user));
        if (user.Attributes.Count != _header.Attributes.Count) throw new ArgumentException($"User '{user.UserId}' has {user.Attributes.Count} attributes; the data set has {_header.Attributes.Count}.", nameof(user));
        long previous = long.MinValue;
        foreach (EventRow row in events)
        {
            if (row.TimeMs < previous) throw new ArgumentException($"Events of user '{user.UserId}' are not in time order.", nameof(user));
            if (row.Item < -1 || row.Item >= _items.Count) throw new ArgumentException($"User '{user.UserId}' has an event with item row {row.Item}; there are {_items.Count} items.", nameof(user));
            if (row.Type >= _header.EventTypes.Count) throw new ArgumentException($"User '{user.UserId}' has an event of type {row.Type}; there are {_header.EventTypes.Count} types.", nameof(user));
            previous = row.TimeMs;
        }
    }
}
