using System.Text.Json;
using UserRep.Tests.Training.Datasets;
using UserRep.Training.Evaluation.Reports;
using Xunit;

namespace UserRep.Tests.Training.Evaluation.Reports;

public class ReportTests
{
    [Fact]
    public void Json_has_the_documented_names()
    {
        using JsonDocument json = JsonDocument.Parse(ReportJson.Write(SampleReport.Create()));
        JsonElement root = json.RootElement;
        Assert.Equal("ml-1m", root.GetProperty("dataset").GetProperty("name").GetString());
        Assert.Equal(41_229, root.GetProperty("dataset").GetProperty("cuts").GetInt64());
        foreach (string part in new[] { "tasks", "check" })
        {
            foreach (string task in new[] { "live", "weekly", "coldStart" })
            {
                AssertNumbers(root.GetProperty(part).GetProperty(task).GetProperty("models").GetProperty("userrep"), "auc", "aucLow", "aucHigh", "accuracy");
                AssertNumbers(root.GetProperty(part).GetProperty(task).GetProperty("gain").GetProperty("average"), "auc", "low", "high");
            }
        }

        AssertNumbers(root.GetProperty("neighbours").GetProperty("profileGender").GetProperty("gain").GetProperty("average"), "ndcg", "low", "high");
        AssertNumbers(root.GetProperty("transfer").GetProperty("gender").GetProperty("models").GetProperty("raw"), "auc", "accuracy", "logLoss");
    }

    [Fact]
    public void Every_name_in_the_json_is_described_in_the_schema()
    {
        string schema = Architecture.Repository.Read("training/results/SCHEMA.md");
        using JsonDocument json = JsonDocument.Parse(ReportJson.Write(SampleReport.Create()));
        Assert.All(json.RootElement.EnumerateObject(), part => Assert.Contains($"`{part.Name}`", schema, StringComparison.Ordinal));
    }

    [Fact]
    public void Json_read_and_written_again_is_the_same()
    {
        string once = ReportJson.Write(SampleReport.Create());
        Assert.Equal(once, ReportJson.Write(ReportJson.Read(once)));
        Assert.Equal(once, ReportJson.Write(SampleReport.Create()));
    }

    [Fact]
    public void What_could_not_be_computed_is_null_and_comes_back_as_not_a_number()
    {
        TaskFigures task = new(0, 0, new Dictionary<string, ModelFigures> { ["userrep"] = new(double.NaN, double.NaN, double.NaN, .5) }, new Dictionary<string, GainFigures>());
        string json = ReportJson.Write(SampleReport.Create() with { Tasks = new Dictionary<string, TaskFigures> { ["live"] = task } });
        Assert.Contains("\"auc\": null", json, StringComparison.Ordinal);
        Assert.True(double.IsNaN(ReportJson.Read(json).Tasks["live"].Models["userrep"].Auc));
    }

    [Fact]
    public void Findings_say_where_a_rival_is_ahead_and_which_floors_are_missed()
    {
        IReadOnlyList<string> findings = SampleReport.Create().Findings;
        Assert.Contains(findings, f => f.StartsWith("Cold start: raw features beats UserRep", StringComparison.Ordinal) && f.Contains("excludes zero", StringComparison.Ordinal));
        Assert.Contains(findings, f => f.StartsWith("Floor met: Live over average", StringComparison.Ordinal));
        Assert.DoesNotContain(findings, f => f.StartsWith("Floor missed", StringComparison.Ordinal));
    }

    [Fact]
    public void A_missed_floor_is_reported_with_how_much_is_missing()
    {
        TaskFigures live = SampleReport.Create().Tasks["live"];
        Dictionary<string, TaskFigures> tasks = new() { ["live"] = live with { Gain = new Dictionary<string, GainFigures> { ["pca"] = new(-0.9, -1.4, -0.4) } } };
        Assert.Contains("Floor missed by 0.40 points: Live over PCA-120, asked −0.5 % or more, got −0.9 % [−1.4, −0.4].", Findings.Of(tasks, Floors.Of("any")));
    }

    [Fact]
    public void The_folder_holds_the_data_the_text_and_every_picture()
    {
        using TemporaryFolder folder = new();
        IReadOnlyList<string> files = ReportWriter.Write(SampleReport.Create(), SampleReport.Projection(), folder.Path);
        string[] pictures = [.. files.Where(f => f.EndsWith(".png", StringComparison.Ordinal))];
        Assert.Equal(5, pictures.Length);
        Assert.All(pictures, picture =>
        {
            byte[] bytes = File.ReadAllBytes(folder.File(picture));
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], bytes[..4]);
            Assert.InRange(bytes.Length, 10_000, 1_000_000);
            Assert.Contains($"]({picture})", File.ReadAllText(folder.File("report.md")), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_report_with_nothing_in_it_can_be_written()
    {
        using TemporaryFolder folder = new();
        EvaluationReport full = SampleReport.Create();
        EvaluationReport empty = new() { Dataset = full.Dataset, Split = full.Split, Settings = full.Settings, Seeds = full.Seeds };
        Assert.Equal(["report.json", "report.md"], ReportWriter.Write(empty, null, folder.Path));
    }

    private static void AssertNumbers(JsonElement element, params string[] names) =>
        Assert.All(names, name => Assert.Equal(JsonValueKind.Number, element.GetProperty(name).ValueKind));
}
