using System.Text;

namespace UserRep.Training.Importing.MovieLens;

/// <summary>A MovieLens file: fields between double colons, no header, ISO-8859-1.</summary>
internal static class ColonFile
{
    private const int ReportEvery = 4096;

    /// <param name="path">The file, gzip or not.</param>
    /// <param name="fields">How many fields a row has; the first is an id.</param>
    /// <param name="session">The import.</param>
    /// <param name="take">Takes a row; returns what is wrong with it, or null.</param>
    public static void Read(string path, int fields, ImportSession session, Func<string[], string?> take)
    {
        BadRows bad = session.BadRowsOf(path);
        using InputFile file = InputFile.Open(path, Encoding.Latin1, session.Progress);
        long line = 0;
        while (file.Guard(file.Reader.ReadLine, () => line) is { } text)
        {
            if (++line % ReportEvery == 0) Report(file, session);
            string[] row = text.Split("::");
            string? problem = Shape(row, fields) ?? take(row);
            if (problem is null) bad.Good();
            else bad.Add(line, problem);
        }
    }

    private static string? Shape(string[] row, int fields)
    {
        if (row.Length != fields) return $"the row has {row.Length} fields, not {fields}";
        if (row[0].Length == 0 || row[1].Length == 0) return "an id is empty";
        return row[0].Length > DatasetBuilder.LongestId || row[1].Length > DatasetBuilder.LongestId ? $"an id is longer than {DatasetBuilder.LongestId} characters" : null;
    }

    private static void Report(InputFile file, ImportSession session)
    {
        session.Cancellation.ThrowIfCancellationRequested();
        file.ReportProgress();
    }
}
