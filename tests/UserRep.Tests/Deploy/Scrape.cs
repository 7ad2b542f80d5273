using System.Globalization;
using System.Text.RegularExpressions;

namespace UserRep.Tests.Deploy;

/// <summary>What <c>/metrics</c> answers, in the text format of Prometheus.</summary>
internal sealed partial class Scrape
{
    private readonly Dictionary<string, double> _values;

    private Scrape(string text)
    {
        Kinds = Kind().Matches(text).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        _values = Sample().Matches(text).ToDictionary(m => m.Groups[1].Value, m => double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    /// <summary>Gets the kinds of metrics, by name.</summary>
    public IReadOnlyDictionary<string, string> Kinds { get; }

    public static Scrape Parse(string text) => new(text);

    /// <summary>A value by name and labels, as they stand there.</summary>
    public double Value(string sample) => _values.TryGetValue(sample, out double value) ? value : throw new InvalidOperationException($"There is no {sample}.");

    /// <summary>The names of a metric's labels, in order of appearance.</summary>
    public string[] LabelsOf(string metric) => [.. Labels(metric).Select(l => l.Name).Where(name => name != "le").Distinct()];

    /// <summary>The values of a metric's labels.</summary>
    public string[] ValuesOf(string metric) => [.. Labels(metric).Select(l => l.Value).Distinct()];

    private IEnumerable<(string Name, string Value)> Labels(string metric) => _values.Keys
        .Where(sample => sample.StartsWith($"{metric}{{", StringComparison.Ordinal) || sample.StartsWith($"{metric}_bucket{{", StringComparison.Ordinal))
        .SelectMany(sample => Label().Matches(sample))
        .Select(m => (m.Groups[1].Value, m.Groups[2].Value));

    [GeneratedRegex(@"^# TYPE (\w+) (\w+)\r?$", RegexOptions.Multiline)]
    private static partial Regex Kind();

    [GeneratedRegex(@"^(\w+(?:\{.*\})?) (\S+)\r?$", RegexOptions.Multiline)]
    private static partial Regex Sample();

    [GeneratedRegex("""(\w+)="([^"]*)[",}]""")]
    private static partial Regex Label();
}
