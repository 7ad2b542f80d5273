using System.Text;

namespace UserRep.Training.Evaluation.Reports;

/// <summary>Tables of the cold-start curve, of neighbours and of transfer.</summary>
internal static class SpaceTables
{
    public static void AppendCurve(
        StringBuilder text,
        string figure,
        IReadOnlyList<ColdStartPoint> points,
        Func<ColdStartPoint, IReadOnlyDictionary<string, double>> valuesOf,
        Func<double, string> format)
    {
        string[] models = [.. points.SelectMany(p => valuesOf(p).Keys).Distinct()];
        if (models.Length == 0)
        {
            return;
        }

        MarkdownTable table = new([$"{figure} after events", .. points.Select(p => p.Name)]);
        table.Add(["users asked", .. points.Select(p => Figure.Count(p.Users))]);
        foreach (string model in models)
        {
            table.Add([ModelNames.Title(model), .. points.Select(p => format(valuesOf(p).GetValueOrDefault(model, double.NaN)))]);
        }

        table.AppendTo(text);
    }

    public static void AppendNeighbours(StringBuilder text, IReadOnlyDictionary<string, NeighbourFigures> questions)
    {
        if (questions.Count == 0)
        {
            return;
        }

        text.Append("## Neighbours\n\nnDCG@50 of the nearest users by cosine. *After* asks about events that no vector has seen; *Before* can be won by copying the input.\n\n");
        string[] models = [.. questions.Values.SelectMany(q => q.Models.Keys).Distinct()];
        MarkdownTable table = new(["Question", "Users", .. models.Select(ModelNames.Title)]);
        MarkdownTable gains = new(["Gain of UserRep over", .. models.Where(m => m != ModelNames.UserRep).Select(ModelNames.Title)]);
        foreach ((string name, NeighbourFigures q) in questions)
        {
            table.Add([name, Figure.Count(q.Users), .. models.Select(m => Figure.Area(q.Models.TryGetValue(m, out NdcgFigures? n) ? n.Ndcg : double.NaN))]);
            gains.Add([name, .. models.Where(m => m != ModelNames.UserRep).Select(m => q.Gain.TryGetValue(m, out NdcgFigures? g) ? Figure.Gain(g.Ndcg, g.Low, g.High) : "–")]);
        }

        table.AppendTo(text);
        gains.AppendTo(text);
    }

    public static void AppendTransfer(StringBuilder text, IReadOnlyDictionary<string, AttributeFigures> attributes)
    {
        if (attributes.Count > 0)
        {
            text.Append("## Transfer\n\nA profile attribute told by logistic regression from vectors that were made without the profile; AUC is the mean of one class against the rest.\n\n");
        }

        foreach ((string name, AttributeFigures figures) in attributes)
        {
            text.Append($"**{name}**: {Figure.Count(figures.Users)} users, {figures.Classes.Count} classes; the largest class alone gets {Figure.Share(figures.MajorityAccuracy)}.\n\n");
            MarkdownTable table = new("Model", "AUC", "Accuracy", "Log loss", "Gain of UserRep");
            foreach ((string model, TransferModelFigures m) in figures.Models)
            {
                string gain = figures.Gain.TryGetValue(model, out GainFigures? g) ? Figure.Gain(g) : "";
                table.Add(ModelNames.Title(model), Figure.AreaWithEnds(m.Auc, m.AucLow, m.AucHigh), Figure.Share(m.Accuracy), Figure.Area(m.LogLoss), gain);
            }

            table.AppendTo(text);
        }
    }
}
