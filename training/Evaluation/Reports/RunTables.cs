using System.Text;
using UserRep.Training.Evaluation.Methods;

namespace UserRep.Training.Evaluation.Reports;

/// <summary>What is needed to judge the run and to repeat it.</summary>
internal static class RunTables
{
    public static void AppendAblations(StringBuilder text, IReadOnlyList<AblationFigures> ablations)
    {
        string[] tasks = [.. ablations.SelectMany(a => a.Tasks.Keys).Distinct()];
        MarkdownTable table = new(["Ablation", "Change", .. tasks.Select(ModelNames.Title), "Seeds (encoder × head)"]);
        foreach (AblationFigures a in ablations)
        {
            IEnumerable<string> cells = tasks.Select(task => a.Tasks.TryGetValue(task, out GainFigures? gain) ? Figure.Gain(gain) : "–");
            table.Add([a.Name, a.Change, .. cells, $"{a.EncoderSeeds.Count} × {a.HeadSeeds.Count}"]);
        }

        table.AppendTo(text);
    }

    public static void Append(StringBuilder text, EvaluationReport report)
    {
        text.Append("## How it was run\n\n");
        text.Append($"Seeds: encoder {List(report.Seeds.Encoder)}; head {List(report.Seeds.Head)}; bootstrap {report.Seeds.Bootstrap}; protocol {report.Seeds.Protocol}.\n\n");
        if (report.Commands.Count > 0)
        {
            text.Append("```sh\n").AppendJoin('\n', report.Commands).Append("\n```\n\n");
        }

        AppendTried(text, report.Settings.Tried);
        AppendPairs(text, "Option", "Value", report.Settings.Options.Select(o => (o.Key, o.Value)));
        AppendPairs(text, "Stage", "Time", report.Timings.Select(t => (t.Key, Figure.Seconds(t.Value))));
    }

    private static void AppendTried(StringBuilder text, IReadOnlyDictionary<string, IReadOnlyList<TriedSetting>> tried)
    {
        if (tried.Count == 0)
        {
            return;
        }

        text.Append("Settings tried on validation, up to four for every rival that has any; **bold** was chosen.\n\n");
        MarkdownTable table = new("Model", "Setting", "Validation AUC");
        foreach ((string model, IReadOnlyList<TriedSetting> settings) in tried)
        {
            TriedSetting? best = settings.MaxBy(s => s.ValidationAuc);
            foreach (TriedSetting setting in settings)
            {
                string mark = setting == best ? "**" : "";
                table.Add(ModelNames.Title(model), mark + setting.Description + mark, Figure.Area(setting.ValidationAuc));
            }
        }

        table.AppendTo(text);
    }

    private static void AppendPairs(StringBuilder text, string first, string second, IEnumerable<(string Name, string Value)> pairs)
    {
        MarkdownTable table = new(first, second);
        (string Name, string Value)[] rows = [.. pairs];
        foreach ((string name, string value) in rows)
        {
            table.Add(name, value);
        }

        if (rows.Length > 0)
        {
            table.AppendTo(text);
        }
    }

    private static string List(IReadOnlyList<int> seeds) => seeds.Count == 0 ? "none" : string.Join(", ", seeds);
}
