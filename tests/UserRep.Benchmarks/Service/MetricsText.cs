using System.Globalization;

namespace UserRep.Benchmarks.Service;

/// <summary>The metrics of a service in the text form of Prometheus.</summary>
internal static class MetricsText
{
    /// <summary>A metric's value, of all its labels together; 0 where it is not there.</summary>
    public static double Sum(string text, string name) => text.Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] is ' ' or '{')
        .Sum(line => double.Parse(line[(Math.Max(name.Length - 1, line.LastIndexOf('}')) + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture));
}
