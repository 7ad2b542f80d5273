namespace UserRep.Training.Evaluation.Reports;

/// <summary>New users after so many events.</summary>
/// <param name="EventsSeen">Events known, none of them as a pick.</param>
/// <param name="Users">Users asked about.</param>
/// <param name="Auc">AUC per model.</param>
/// <param name="HitRate10">Per model, how often the next item was among the first 10 of 100.</param>
internal sealed record ColdStartPoint(
    int EventsSeen, long Users, IReadOnlyDictionary<string, double> Auc, IReadOnlyDictionary<string, double> HitRate10);
