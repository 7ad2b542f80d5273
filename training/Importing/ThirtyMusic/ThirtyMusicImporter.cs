namespace UserRep.Training.Importing.ThirtyMusic;

/// <summary>
/// 30Music (R. Turrin et al., "30Music listening and playlists dataset", RecSys 2015): <c>plays.csv</c> with user_id,
/// song_id and ts in seconds. Sessions are not kept: the format has none, and time gaps tell the same.
/// </summary>
internal static class ThirtyMusicImporter
{
    public static void Import(SourceFolder folder, ImportSession session)
    {
        string path = folder.Require("plays.csv");
        int listen = session.Builder.Type("listen");
        BadRows bad = session.BadRowsOf(path);
        using DelimitedFile file = session.Open(path, new DelimitedForm(',', HasHeader: true, Quoted: false, InputFile.Utf8));
        var (user, song, time) = (file.Column("user_id"), file.Column("song_id"), file.Column("ts"));
        while (file.Next())
        {
            var row = new RowReader(file, bad);
            if (row.Whole() && row.Id(user) && row.Id(song) && row.Time(time, TimeUnit.S, out long timeMs))
            {
                session.Builder.AddEvent(file[user], file[song], listen, timeMs, 1f);
                bad.Good();
            }
        }
    }
}
