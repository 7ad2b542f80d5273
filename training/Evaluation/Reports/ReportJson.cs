using System.Text.Encodings.Web;
using System.Text.Json;

namespace UserRep.Training.Evaluation.Reports;

/// <summary><c>report.json</c>: the same report gives the same bytes.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        RespectRequiredConstructorParameters = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new FigureConverter() },
    };

    public static string Write(EvaluationReport report) => JsonSerializer.Serialize(report, Options) + "\n";

    /// <exception cref="JsonException">It is no report.</exception>
    public static EvaluationReport Read(string json) =>
        JsonSerializer.Deserialize<EvaluationReport>(json, Options) ?? throw new JsonException("The report is empty.");
}
