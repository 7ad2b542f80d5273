using System.Globalization;
using System.Text.RegularExpressions;
using UserRep.Training.Datasets;

namespace UserRep.Training.Importing.MovieLens;

/// <summary>
/// MovieLens 1M (F. M. Harper, J. A. Konstan, "The MovieLens Datasets: History and Context", ACM TiiS 5(4), 2015).
/// Ratings of 4 and 5 stars are the positive events; the stars stay as the event's value.
/// </summary>
internal static partial class MovieLensImporter
{
    private const float Positive = 4;

    public static void Import(SourceFolder folder, ImportSession session)
    {
        session.Builder.Attributes = ["gender", "age", "occupation"];
        ReadMovies(folder.Require("movies.dat"), session);
        ReadUsers(folder.Require("users.dat"), session);
        ReadRatings(folder.Find("ratings_ge4.dat") ?? folder.Require("ratings.dat"), session);
    }

    private static void ReadMovies(string path, ImportSession session) => ColonFile.Read(path, 3, session, row =>
    {
        string[] genres = row[2].Split('|', StringSplitOptions.RemoveEmptyEntries);
        session.Builder.AddItem(new ItemInfo(row[0], [.. genres.Select(genre => $"genre:{genre}"), .. Decade(row[1])]));
        return null;
    });

    private static void ReadUsers(string path, ImportSession session) => ColonFile.Read(path, 5, session, row =>
    {
        session.Builder.AddUser(new UserRow(row[0], null, [row[1], row[2], row[3]]));
        return null;
    });

    private static void ReadRatings(string path, ImportSession session)
    {
        int rating = session.Builder.Type("rating");
        ColonFile.Read(path, 4, session, row =>
        {
            if (!float.TryParse(row[2], NumberStyles.Float, CultureInfo.InvariantCulture, out float stars)) return $"rating '{row[2]}' is not a number of stars";
            if (TimeText.Read(row[3], TimeUnit.S, out long timeMs) is { } problem) return $"timestamp '{row[3]}' {problem}";
            if (stars >= Positive) session.Builder.AddEvent(row[0], row[1], rating, timeMs, stars);
            return null;
        });
    }

    // Titles end in the year: "Toy Story (1995)".
    private static IEnumerable<string> Decade(string title)
    {
        Match year = Year().Match(title);
        if (year.Success) yield return $"decade:{year.Groups[1].Value}0s";
    }

    [GeneratedRegex(@"\((\d{3})\d\)\s*$")]
    private static partial Regex Year();
}
