using System.Text;

namespace UserRep.Benchmarks.Results.Charts;

/// <summary>Breaks a long text between words.</summary>
internal static class LineBreaks
{
    public static string Insert(string text, int width)
    {
        StringBuilder broken = new(text.Length);
        int line = 0;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line > 0)
            {
                bool fits = line + 1 + word.Length <= width;
                broken.Append(fits ? ' ' : '\n');
                line = fits ? line + 1 : 0;
            }

            broken.Append(word);
            line += word.Length;
        }

        return broken.ToString();
    }
}
