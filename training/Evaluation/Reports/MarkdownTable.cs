using System.Text;

namespace UserRep.Training.Evaluation.Reports;

/// <summary>A table that reads well both as text and rendered: cells padded, numbers to the right.</summary>
internal sealed class MarkdownTable(params string[] headers)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add([.. cells.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal))]);

    public void AppendTo(StringBuilder text)
    {
        int[] widths = [.. headers.Select((h, column) => Math.Max(4, _rows.Select(r => r[column].Length).Append(h.Length).Max()))];
        AppendRow(text, headers, widths);
        AppendRow(text, [.. widths.Select((w, column) => column == 0 ? new string('-', w) : new string('-', w - 1) + ":")], widths);
        foreach (string[] row in _rows)
        {
            AppendRow(text, row, widths);
        }

        text.Append('\n');
    }

    private static void AppendRow(StringBuilder text, string[] cells, int[] widths)
    {
        text.Append('|');
        for (int column = 0; column < cells.Length; column++)
        {
            string cell = column == 0 ? cells[column].PadRight(widths[column]) : cells[column].PadLeft(widths[column]);
            text.Append(' ').Append(cell).Append(" |");
        }

        text.Append('\n');
    }
}
