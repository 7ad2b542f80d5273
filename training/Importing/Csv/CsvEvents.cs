namespace UserRep.Training.Importing.Csv;

/// <summary>Reads the events file. Equal rows are all kept: they are repeated plays.</summary>
internal sealed class CsvEvents
{
    private readonly ImportSession _session;
    private readonly CsvSource _source;
    private readonly DelimitedFile _file;
    private readonly BadRows _bad;
    private readonly int _user;
    private readonly int _item;
    private readonly int? _time;
    private readonly int? _value;
    private readonly int? _type;
    private readonly Lazy<int> _defaultType;

    private CsvEvents(CsvSource source, ImportSession session, DelimitedFile file)
    {
        (_source, _session, _file) = (source, session, file);
        _bad = session.BadRowsOf(source.Events);
        (_user, _item) = (file.Column(source.Map["user"]!), file.Column(source.Map["item"]!));
        (_time, _value, _type) = (Optional("time"), Optional("value"), Optional("type"));
        _defaultType = new Lazy<int>(() => session.Builder.Type(source.TypeDefault));
        session.Builder.HasTimes = _time is not null;
    }

    public static void Read(CsvSource source, ImportSession session)
    {
        using DelimitedFile file = session.Open(source.Events, source.FormOf(source.Map));
        var events = new CsvEvents(source, session, file);
        while (file.Next()) events.Take(new RowReader(file, events._bad));
        events._bad.Check();
        if (events._bad.Rows == 0) throw new ImportException(source.Events, "the file has no rows", "Give a file with events.");
    }

    private void Take(RowReader row)
    {
        long timeMs = 0;
        float value = 1;
        if (!row.Whole() || !row.Id(_user) || !row.Id(_item)) return;
        if (_time is { } time && !row.Time(time, _source.TimeUnit, out timeMs)) return;
        if (_value is { } number && !row.Number(number, ifEmpty: 1, out value)) return;
        _session.Builder.AddEvent(_file[_user], _file[_item], Type(), timeMs, value);
        _bad.Good();
    }

    private int Type() => _type is { } column && !_file[column].IsWhiteSpace() ? _session.Builder.Type(_file[column]) : _defaultType.Value;

    private int? Optional(string role) => _source.Map[role] is { } column && column != ColumnMap.None ? _file.Column(column) : null;
}
