namespace UserRep.Training.Evaluation.Reports;

/// <summary>The file names of the pictures.</summary>
internal static class PictureFiles
{
    public const string Auc = "auc.png";
    public const string LearningCurves = "learning-curves.png";
    public const string ColdStart = "cold-start.png";
    public const string Projection = "projection.png";
    public const string Ablations = "ablations.png";
}
