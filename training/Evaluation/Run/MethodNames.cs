namespace UserRep.Training.Evaluation.Run;

/// <summary>The methods whose user vectors go through the head, by their names in the report.</summary>
internal static class MethodNames
{
    public const string UserRep = "userrep";
    public const string Average = "average";
    public const string AveragePlus = "averagePlus";
    public const string Raw = "raw";
    public const string Pca = "pca";
}
