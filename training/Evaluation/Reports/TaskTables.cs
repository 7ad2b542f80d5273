using System.Text;

namespace UserRep.Training.Evaluation.Reports;

/// <summary>The headline: models by tasks, then gains by tasks, then accuracy.</summary>
internal static class TaskTables
{
    public static void Append(StringBuilder text, IReadOnlyDictionary<string, TaskFigures> tasks)
    {
        if (tasks.Count == 0)
        {
            text.Append("No task could be asked.\n\n");
            return;
        }

        string[] models = [.. tasks.Values.SelectMany(t => t.Models.Keys).Distinct()];
        Table(text, "Model", tasks, models, Auc);
        string[] rivals = [.. tasks.Values.SelectMany(t => t.Gain.Keys).Distinct()];
        if (rivals.Length > 0)
        {
            Table(text, "Gain of UserRep over", tasks, rivals, Gain);
        }

        Table(text, "Accuracy", tasks, models, (task, model) => task.Models.TryGetValue(model, out ModelFigures? f) ? Figure.Share(f.Accuracy) : Figure.Share(double.NaN));
        text.Append($"Examples (users): {string.Join("; ", tasks.Select(t => $"{ModelNames.Title(t.Key)} {Figure.Count(t.Value.Examples)} ({Figure.Count(t.Value.Users)})"))}.\n\n");
    }

    private static void Table(
        StringBuilder text, string first, IReadOnlyDictionary<string, TaskFigures> tasks, string[] models, Func<TaskFigures, string, string> cell)
    {
        MarkdownTable table = new([first, .. tasks.Keys.Select(ModelNames.Title)]);
        foreach (string model in models)
        {
            table.Add([ModelNames.Title(model), .. tasks.Values.Select(task => cell(task, model))]);
        }

        table.AppendTo(text);
    }

    private static string Auc(TaskFigures task, string model)
    {
        if (!task.Models.TryGetValue(model, out ModelFigures? figures))
        {
            return Figure.Area(double.NaN);
        }

        string cell = Figure.AreaWithEnds(figures.Auc, figures.AucLow, figures.AucHigh);
        return figures.Auc == task.Models.Values.Max(m => m.Auc) ? $"**{cell}**" : cell;
    }

    private static string Gain(TaskFigures task, string rival)
    {
        if (!task.Gain.TryGetValue(rival, out GainFigures? gain))
        {
            return Figure.Area(double.NaN);
        }

        string verdict = gain.Low > 0 ? "ahead" : gain.High < 0 ? "behind" : "level";
        return $"{Figure.Gain(gain)} {verdict}";
    }
}
