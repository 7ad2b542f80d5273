using UserRep.Grains.Errors;
using UserRep.Grains.Versions.Consumers;

namespace UserRep.Grains.Versions.Rollouts.ConsumerMetrics;

/// <summary>What a report must be like.</summary>
internal static class ReportRules
{
    private const int MaxName = 64;
    private const int MaxValues = 10_000;

    /// <exception cref="UserRepException">There is no such consumer, or something is wrong with the report; every mistake is named.</exception>
    public static void Check(CatalogState catalog, string consumer, MetricReport report)
    {
        if (catalog.FindConsumer(consumer) is null)
        {
            throw ConsumerRules.Unknown(catalog, consumer);
        }

        if (string.Join(' ', Mistakes(catalog, report)) is { Length: > 0 } mistakes)
        {
            throw new UserRepException(ServiceError.Invalid, mistakes);
        }
    }

    private static IEnumerable<string> Mistakes(CatalogState catalog, MetricReport report)
    {
        if (catalog.Find(report.Version) is null)
        {
            yield return $"version: there is no version \"{report.Version}\". Those there are: {string.Join(", ", catalog.Versions.Select(v => v.Version))}.";
        }

        if (string.IsNullOrWhiteSpace(report.Metric) || report.Metric.Length > MaxName || report.Metric.Contains(':', StringComparison.Ordinal))
        {
            yield return $"metric: \"{report.Metric}\" is empty, blank, longer than {MaxName} characters or has a colon. Give it a name.";
        }

        if (report.Values.Count is 0 or > MaxValues)
        {
            yield return $"values: there are {report.Values.Count}. Give value, or values with 1 to {MaxValues} numbers.";
        }

        if (report.Values.FirstOrDefault(value => !double.IsFinite(value), 0) is var bad && !double.IsFinite(bad))
        {
            yield return $"values: {bad} is not finite. Leave such samples out.";
        }
    }
}
