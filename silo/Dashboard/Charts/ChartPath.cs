using System.Globalization;
using System.Text;

namespace UserRep.Silo.Dashboard.Charts;

/// <summary>Where a line goes.</summary>
internal static class ChartPath
{
    private static readonly double[] _round = [1, 2, 5, 10];

    /// <summary>The least round number (1, 2 or 5 times a power of ten) that all values are under.</summary>
    public static double Top(IEnumerable<double?> values)
    {
        double most = values.Max() ?? 0;
        if (most <= 0)
        {
            return 1;
        }

        double power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return _round.Select(r => r * power).First(top => top >= most * 0.999_999);
    }

    /// <summary>The line as SVG has it, with a gap where nothing is known.</summary>
    public static string Of(IReadOnlyList<double?> values, double top, double width, double height)
    {
        StringBuilder path = new();
        bool isDown = false;
        for (int i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value)
            {
                double x = values.Count == 1 ? 0 : width * i / (values.Count - 1);
                double y = height - (height * Math.Min(value / top, 1));
                path.Append(CultureInfo.InvariantCulture, $"{(isDown ? 'L' : 'M')}{x:0.#} {y:0.#}");

                // One alone is a dot: a line to where it is.
                if (!isDown && (i + 1 == values.Count || values[i + 1] is null))
                {
                    path.Append('h').Append('0');
                }
            }

            isDown = values[i] is not null;
        }

        return path.ToString();
    }
}
