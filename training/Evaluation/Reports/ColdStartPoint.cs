using System.Globalization;
using System.Text.Json.Serialization;

namespace UserRep.Training.Evaluation.Reports;

/// <summary>New users after so many events.</summary>
/// <param name="EventsSeen">Events known.</param>
/// <param name="AsPicks">Whether they count as onboarding picks, and not as history.</param>
/// <param name="Users">Users asked about.</param>
/// <param name="Auc">AUC per model.</param>
/// <param name="HitRate10">Per model, how often the next item was among the first 10 of 100.</param>
internal sealed record ColdStartPoint(
    int EventsSeen, bool AsPicks, long Users, IReadOnlyDictionary<string, double> Auc, IReadOnlyDictionary<string, double> HitRate10)
{
    /// <summary>Gets what the point is called.</summary>
    [JsonIgnore]
    public string Name => EventsSeen.ToString(CultureInfo.InvariantCulture) + (AsPicks ? " as picks" : string.Empty);
}
