using UserRep.Training.Evaluation.Reports.Pictures;

namespace UserRep.Training.Evaluation.Reports;

/// <summary>Writes a report's folder: <c>report.json</c>, <c>report.md</c> and the pictures that there are figures for.</summary>
internal static class ReportWriter
{
    public const string JsonFile = "report.json";
    public const string TextFile = "report.md";

    /// <param name="report">The figures.</param>
    /// <param name="projection">User vectors to be shown, or null.</param>
    /// <param name="folder">An existing folder; files of the same names are replaced.</param>
    /// <returns>The files written, by name.</returns>
    public static IReadOnlyList<string> Write(EvaluationReport report, Projection? projection, string folder)
    {
        string[] pictures = [.. Draw(report, projection, folder)];
        File.WriteAllText(Path.Combine(folder, JsonFile), ReportJson.Write(report));
        File.WriteAllText(Path.Combine(folder, TextFile), new ReportMarkdown(report, pictures).Write());
        return [JsonFile, TextFile, .. pictures];
    }

    private static IEnumerable<string> Draw(EvaluationReport report, Projection? projection, string folder)
    {
        (string File, bool HasFigures, Action<string> Save)[] all =
        [
            (PictureFiles.Auc, report.Tasks.Count > 0, path => AucPicture.Save(report.Tasks, path)),
            (PictureFiles.LearningCurves, report.LearningCurves.Count > 0, path => LearningCurvePicture.Save(report.LearningCurves, path)),
            (PictureFiles.ColdStart, report.ColdStartCurve.Count > 0, path => ColdStartPicture.Save(report.ColdStartCurve, path)),
            (PictureFiles.Projection, projection is { Users.Rows: > 1 }, path => ProjectionPicture.Save(projection!, path)),
            (PictureFiles.Ablations, report.Ablations.Count > 0, path => AblationPicture.Save(report.Ablations, path)),
        ];
        foreach ((string file, bool hasFigures, Action<string> save) in all)
        {
            if (hasFigures)
            {
                save(Path.Combine(folder, file));
                yield return file;
            }
        }
    }
}
