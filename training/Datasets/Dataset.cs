using System.Text.Json;

namespace UserRep.Training.Datasets;

/// <summary>
/// A data set folder. Opening checks every file's columns and counts against <c>dataset.json</c>; reading streams,
/// holding one row group of events whatever the size. Each read opens files of its own, so several can run at once.
/// </summary>
internal sealed class Dataset
{
    private readonly Lazy<ItemCatalogue> _items;

    private Dataset(string folder, DatasetInfo info)
    {
        (Folder, Info) = (folder, info);
        _items = new Lazy<ItemCatalogue>(LoadItems);
    }

    public string Folder { get; }

    public DatasetInfo Info { get; }

    /// <exception cref="DatasetException">A file is missing, damaged, or does not fit the others.</exception>
    public static Dataset Open(string folder)
    {
        var dataset = new Dataset(folder, ReadInfo(folder));
        dataset.CheckRows(DatasetFiles.Items, ItemsReader.Columns, dataset.Info.Items);
        dataset.CheckRows(DatasetFiles.Users, dataset.UserColumns(), dataset.Info.Users);
        dataset.CheckRows(DatasetFiles.Events, EventsReader.Columns, dataset.Info.Events);
        return dataset;
    }

    /// <summary>Reads the items; once, later calls give the same catalogue.</summary>
    public ItemCatalogue ReadItems() => _items.Value;

    /// <summary>Streams the users in the order of <c>users.parquet</c>, with and without events.</summary>
    public IEnumerable<UserHistory> ReadUsers(CancellationToken cancellation = default)
    {
        using ParquetFile userFile = OpenFile(DatasetFiles.Users, UserColumns());
        using ParquetFile eventFile = OpenFile(DatasetFiles.Events, EventsReader.Columns);
        using IEnumerator<UserEvents> events = new EventsReader(eventFile, ReadItems(), Info.EventTypes).Read(cancellation).GetEnumerator();
        bool more = events.MoveNext();
        foreach (UserRow user in new UsersReader(userFile, Info.Attributes.Count).Read(cancellation))
        {
            bool active = more && events.Current.UserId == user.Id;
            yield return new UserHistory(user.Id, active ? events.Current.Events : default, user.Attributes, user.KnownSinceMs);
            if (active) more = events.MoveNext();
        }

        if (more) throw eventFile.Damaged($"user '{events.Current.UserId}' is not where {DatasetFiles.Users} has it");
    }

    private ItemCatalogue LoadItems()
    {
        using ParquetFile file = OpenFile(DatasetFiles.Items, ItemsReader.Columns);
        return ItemsReader.Read(file);
    }

    private void CheckRows(string name, IReadOnlyList<string> columns, long expected)
    {
        using ParquetFile file = OpenFile(name, columns);
        if (file.Rows != expected) throw file.Damaged($"it has {file.Rows} rows, and {DatasetFiles.Info} says {expected}");
    }

    private ParquetFile OpenFile(string name, IReadOnlyList<string> columns) => ParquetFile.Open(Path.Combine(Folder, name), columns);

    private string[] UserColumns() => [DatasetFiles.UserColumn, DatasetFiles.KnownSinceColumn, .. Info.Attributes];

    private static DatasetInfo ReadInfo(string folder)
    {
        string path = Path.Combine(folder, DatasetFiles.Info);
        if (!Directory.Exists(folder)) throw new DatasetException(folder, "there is no such folder", "Make one with 'import' or 'simulate'.");
        if (!File.Exists(path)) throw new DatasetException(path, "the file is missing, so the folder is no data set", "Make one with 'import' or 'simulate'.");
        try
        {
            DatasetInfo info = JsonSerializer.Deserialize<DatasetInfo>(File.ReadAllBytes(path), DatasetInfoRules.Json) ?? throw new JsonException("it is empty");
            DatasetInfoRules.Check(info, path);
            return info;
        }
        catch (JsonException e)
        {
            throw new DatasetException(path, $"it is not the description of a data set ({e.Message.TrimEnd('.')})", "Import the data set again.", e);
        }
    }
}
