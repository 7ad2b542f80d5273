using System.Text;

namespace UserRep.Training.Evaluation.Reports;

/// <summary><c>report.md</c>: the answer first, then what supports it.</summary>
internal sealed class ReportMarkdown(EvaluationReport report, IReadOnlyList<string> pictures)
{
    private const string WithoutTimes = "without times: what comes next cannot be asked, only what vectors of all events tell of a user.\n\n";

    private readonly StringBuilder _text = new();

    public string Write()
    {
        Opening();
        if (report.Split is not null)
        {
            TaskTables.Append(_text, report.Tasks);
        }

        Findings();
        Show(PictureFiles.Auc, "AUC of every model by task, with 95 % intervals");
        if (report.Check.Count > 0)
        {
            Heading("The later check period", "Nothing was chosen on it. Where it disagrees with the test, believe neither difference.");
            TaskTables.Append(_text, report.Check);
        }

        ColdStart();
        SpaceTables.AppendNeighbours(_text, report.Neighbours);
        Show(PictureFiles.Projection, "User vectors, projected onto their first two principal components");
        SpaceTables.AppendTransfer(_text, report.Transfer);
        Ablations();
        Show(PictureFiles.LearningCurves, "Loss per epoch, one line per encoder seed");
        RunTables.Append(_text, report);
        return _text.ToString();
    }

    private void Opening()
    {
        DatasetFigures data = report.Dataset;
        _text.Append($"# Evaluation on {data.Name}\n\n")
            .Append($"{Figure.Count(data.Users)} users, {Figure.Count(data.Items)} items, {Figure.Count(data.Events)} events, ")
            .Append(report.Split is { } split ? Periods(data, split) : WithoutTimes)
            .Append("AUC with 95 % intervals by bootstrap over users and training seeds. Gains are relative, in per cent of the rival's AUC, ")
            .Append("paired within replicates. **Bold**: the highest of a task.\n\n");
    }

    private static string Periods(DatasetFigures data, SplitFigures split) =>
        $"{Figure.Count(data.Cuts)} cuts. Item vectors and factors learn from events up to {Day(split.FitUntil)}; heads from labels, and encoders "
        + $"without any, up to {Day(split.TestFrom)}; the test runs to {Day(split.CheckFrom)}, the check to {Day(split.End)}.\n\n";

    private void Findings()
    {
        if (report.Findings.Count > 0)
        {
            Heading("Findings");
            _text.Append(string.Concat(report.Findings.Select(f => $"- {f}\n"))).Append('\n');
        }
    }

    private void ColdStart()
    {
        if (report.ColdStartCurve.Count > 0)
        {
            Heading("New users", "After so many events, the same users at every stage: AUC, and how often the next item is among the first 10 of 100 candidates.");
            SpaceTables.AppendCurve(_text, "AUC", report.ColdStartCurve, p => p.Auc, Figure.Area);
            SpaceTables.AppendCurve(_text, "Hit rate@10", report.ColdStartCurve, p => p.HitRate10, Figure.Share);
            Show(PictureFiles.ColdStart, "AUC and hit rate over events seen");
        }
    }

    private void Ablations()
    {
        if (report.Ablations.Count > 0)
        {
            Heading("Ablations", "AUC of the changed encoder relative to the unchanged one: negative means that the part is worth having.");
            RunTables.AppendAblations(_text, report.Ablations);
            Show(PictureFiles.Ablations, "Change in AUC by ablation and task");
        }
    }

    private void Heading(string title, string explanation = "")
    {
        _text.Append($"## {title}\n\n");
        if (explanation.Length > 0)
        {
            _text.Append(explanation).Append("\n\n");
        }
    }

    private void Show(string file, string caption)
    {
        if (pictures.Contains(file))
        {
            _text.Append($"![{caption}]({file})\n\n");
        }
    }

    private static string Day(string time) => time.Length > 10 ? time[..10] : time;
}
