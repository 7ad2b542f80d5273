namespace UserRep.Silo.Dashboard.Reports;

/// <summary>The figures of a bundle beside those of the version that is current.</summary>
internal static class MetricRows
{
    /// <summary>By group, which is what stands before the first dot of a name.</summary>
    public static IReadOnlyList<IGrouping<string, (string Name, double Value, double? Current)>> Of(IReadOnlyDictionary<string, double> metrics, IReadOnlyDictionary<string, double>? current) =>
    [
        .. metrics.OrderBy(m => m.Key, StringComparer.Ordinal)
            .Select(m => (Group: m.Key.Contains('.', StringComparison.Ordinal) ? m.Key[..m.Key.IndexOf('.', StringComparison.Ordinal)] : string.Empty, Row: (m.Key[(m.Key.IndexOf('.', StringComparison.Ordinal) + 1)..], m.Value, current is not null && current.TryGetValue(m.Key, out double there) ? (double?)there : null)))
            .GroupBy(m => m.Group, m => m.Row),
    ];
}
