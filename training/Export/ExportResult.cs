using System.Globalization;
using UserRep.Training.Datasets;

namespace UserRep.Training.Export;

/// <summary>What an export made, as <c>--json</c> prints it.</summary>
internal sealed record ExportResult(string Folder, DatasetInfo Dataset, ExportCounts Log)
{
    public string InWords() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Folder}: {Dataset.Events:N0} events of {Dataset.Users:N0} users on {Dataset.Items:N0} items{Span()}. Of {Log.ProfileEvents:N0} profile events the attributes were taken. Left out: {Log.Erased:N0} erased events, {Log.Pruned:N0} pruned ones.");

    public IEnumerable<string> Warnings()
    {
        if (Log.Pruned > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Log.Pruned:N0} events are no longer in the log: some histories begin later than they did.");
        }

        if (Log.Damaged > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Log.Damaged:N0} events of the log are damaged and are left out; the service says in its log where they are.");
        }

        if (Log.UsersErasedMeanwhile > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Log.UsersErasedMeanwhile:N0} users were erased during the export and are left out; those who came back are in the next one.");
        }

        if (Log.AttributesLeftOut.Count > 0)
        {
            yield return $"Attributes that a data set cannot have are left out: {string.Join(", ", Log.AttributesLeftOut.Select(name => $"'{name}'"))}.";
        }
    }

    private string Span() => Dataset is { FirstEventMs: { } first, LastEventMs: { } last } ? $", {Moments.Text(first)} to {Moments.Text(last)}" : "";
}
