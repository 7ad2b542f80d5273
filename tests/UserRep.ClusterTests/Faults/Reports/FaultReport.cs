using System.Globalization;
using System.Text;
using System.Text.Json;

namespace UserRep.ClusterTests.Faults.Reports;

/// <summary>The rows as files: <c>report.json</c> for programs, <c>report.md</c> for people. A row that is run again takes the place of its former self, with another seed it is one more.</summary>
/// <param name="folder">Where they are.</param>
internal sealed class FaultReport(string folder)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private string Json => Path.Combine(folder, "report.json");

    /// <summary>Puts a row in.</summary>
    /// <param name="row">The row.</param>
    /// <param name="order">The names of all faults, in their order.</param>
    public void Put(FaultRow row, IReadOnlyList<string> order)
    {
        Directory.CreateDirectory(folder);
        List<FaultRow> rows = [.. Read().Where(r => (r.Fault, r.Seed) != (row.Fault, row.Seed) && order.Contains(r.Fault)), row];
        rows = [.. rows.OrderBy(r => order.ToList().IndexOf(r.Fault)).ThenBy(r => r.Seed)];
        File.WriteAllText(Json, JsonSerializer.Serialize(rows, _json) + "\n");
        File.WriteAllText(Path.Combine(folder, "report.md"), Table(rows));
    }

    private FaultRow[] Read() => File.Exists(Json) ? JsonSerializer.Deserialize<FaultRow[]>(File.ReadAllText(Json), _json)! : [];

    private static string Table(IReadOnlyList<FaultRow> rows)
    {
        StringBuilder text = new(
            """
            # Faults and what came of them

            Made by `USERREP_FAULTS=all dotnet test --project tests/UserRep.ClusterTests -c Release --filter-class "*.FaultTests"`; one row again by its name
            instead of `all`. What the rows do and what is checked: [the matrix](../Faults/README.md). Times are in seconds, percentiles in milliseconds, of
            reads of users whom the fault does not touch. Three silos, PostgreSQL, callers and the check share one machine of two cores: the
            times tell one row from another, not how fast the service is.

            | fault | run of (UTC) | seed | calls | acknowledged | lost | doubled | unknown | noticed | recovered | stalest read | p99 before | during | after | verdict |
            | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |

            """);
        foreach (FaultRow r in rows)
        {
            string name = r.Control ? $"{r.Fault} (control)" : r.Fault;
            string note = r.Note.Length == 0 ? string.Empty : $" ({r.Note})";
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {name} | {r.Run} | {r.Seed} | {r.Operations} | {r.Acknowledged} | {r.Lost} | {r.Doubled} | {r.Unknown} | {Number(r.DetectionSeconds)} | {Number(r.RecoverySeconds)} | {Number(r.WorstStalenessSeconds)} | {Number(r.P99Before)} | {Number(r.P99During)} | {Number(r.P99After)} | {r.Verdict}{note} |");
        }

        return text.ToString();
    }

    private static string Number(double? value) => value?.ToString("0.0", CultureInfo.InvariantCulture) ?? "–";
}
