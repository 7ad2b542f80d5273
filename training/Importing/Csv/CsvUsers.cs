using UserRep.Training.Datasets;

namespace UserRep.Training.Importing.Csv;

/// <summary>Reads the users file: an id, from when the attributes are known, and attributes, by default every other column.</summary>
internal sealed class CsvUsers
{
    private const string Id = "user";
    private const string KnownSince = "known_since";

    private readonly DelimitedFile _file;
    private readonly BadRows _bad;
    private readonly TimeUnit _timeUnit;
    private readonly int _id;
    private readonly int? _knownSince;
    private readonly KeyValuePair<string, int>[] _attributes;

    private CsvUsers(CsvSource source, DelimitedFile file, BadRows bad)
    {
        (_file, _bad, _timeUnit) = (file, bad, source.TimeUnit);
        _id = file.Column(source.UserMap[Id] ?? Id);
        _knownSince = source.UserMap[KnownSince] is { } column ? file.Column(column) : file.FindColumn(KnownSince);
        _attributes = [.. source.UserMap.Pairs.Where(pair => pair.Key is not (Id or KnownSince)).Select(pair => KeyValuePair.Create(pair.Key, file.Column(pair.Value)))];
        if (_attributes.Length == 0) _attributes = Others();
    }

    public static void Read(CsvSource source, ImportSession session)
    {
        BadRows bad = session.BadRowsOf(source.Users!);
        using DelimitedFile file = session.Open(source.Users!, source.FormOf(source.UserMap));
        var users = new CsvUsers(source, file, bad);
        session.Builder.Attributes = [.. users._attributes.Select(attribute => attribute.Key)];
        while (file.Next()) users.Take(session.Builder);
        bad.Check();
    }

    private void Take(DatasetBuilder builder)
    {
        var row = new RowReader(_file, _bad);
        if (!row.Whole() || !row.Id(_id) || !TryKnownSince(row, out long? knownSince)) return;
        var user = new UserRow(_file[_id].ToString(), knownSince, Array.ConvertAll(_attributes, attribute => Text(_file[attribute.Value])));
        if (builder.AddUser(user)) _bad.Good();
        else row.Fail(_id, "was there before: a user has one row");
    }

    private bool TryKnownSince(RowReader row, out long? timeMs)
    {
        timeMs = null;
        if (_knownSince is not { } column || _file[column].IsWhiteSpace()) return true;
        if (!row.Time(column, _timeUnit, out long read)) return false;
        timeMs = read;
        return true;
    }

    private KeyValuePair<string, int>[] Others() => [.. Enumerable.Range(0, _file.ColumnCount)
        .Where(column => column != _id && column != _knownSince)
        .Select(column => KeyValuePair.Create(_file.Name(column), column))];

    // Attributes have few values: one string for each, not one for each user.
    private static string? Text(ReadOnlySpan<char> field) => field.IsWhiteSpace() ? null : string.Intern(field.ToString());
}
