using UserRep.Training.Datasets;

namespace UserRep.Training.Importing.Lfm2b;

/// <summary>
/// LFM-2b (M. Schedl et al., CHIIR 2022), the sample with demographics: users and tracks are the 0-based rows of their
/// files, and listening events have no times. Values stay as published: UK among users is GB among tracks.
/// </summary>
internal static class Lfm2bImporter
{
    private static readonly DelimitedForm Table = new('\t', HasHeader: false, Quoted: false, InputFile.Utf8);

    public static void Import(SourceFolder folder, ImportSession session)
    {
        session.Builder.HasTimes = false;
        session.Builder.Attributes = ["country", "age", "gender"];
        ReadTracks(folder.Require("tracks.tsv"), session);
        ReadUsers(folder.Require("demographics.tsv"), session);
        ReadEvents(folder.Require("dataset.inter"), session);
    }

    private static void ReadTracks(string path, ImportSession session)
    {
        BadRows bad = session.BadRowsOf(path);
        using DelimitedFile file = session.Open(path, Table);
        for (int track = 0; file.Next(); track++)
        {
            if (!new RowReader(file, bad).Whole()) continue;
            session.Builder.AddItem(new ItemInfo($"{track}", [$"artist:{file[0]}", $"country:{file[2]}"]));
            bad.Good();
        }
    }

    private static void ReadUsers(string path, ImportSession session)
    {
        BadRows bad = session.BadRowsOf(path);
        using DelimitedFile file = session.Open(path, Table);
        for (int user = 0; file.Next(); user++)
        {
            var row = new RowReader(file, bad);
            if (!row.Whole() || !row.Time(3, TimeUnit.Iso, out long registered)) continue;
            session.Builder.AddUser(new UserRow($"{user}", registered, [Text(file[0]), Text(file[1]), Text(file[2])]));
            bad.Good();
        }
    }

    private static void ReadEvents(string path, ImportSession session)
    {
        int listen = session.Builder.Type("listen");
        BadRows bad = session.BadRowsOf(path);
        using DelimitedFile file = session.Open(path, Table with { HasHeader = true });
        var (user, item) = (file.Column("user_id:token"), file.Column("item_id:token"));
        while (file.Next())
        {
            var row = new RowReader(file, bad);
            if (!row.Whole() || !row.Id(user) || !row.Id(item)) continue;
            session.Builder.AddEvent(file[user], file[item], listen, timeMs: 0, 1f);
            bad.Good();
        }
    }

    private static string? Text(ReadOnlySpan<char> field) => field.IsWhiteSpace() ? null : field.ToString();
}
