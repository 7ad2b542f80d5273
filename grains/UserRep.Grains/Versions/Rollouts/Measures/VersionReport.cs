using UserRep.Grains.Parity;

namespace UserRep.Grains.Versions.Rollouts.Measures;

/// <summary>What a silo says of a version: what it counted, and what a look at its live users shows. Those of several silos are summed.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.version-report")]
internal sealed record VersionReport([property: Id(0)] VersionCounts Counts, [property: Id(1)] SurveyReport Survey)
{
    /// <summary>Gets why the version cannot be served there; null if it can.</summary>
    [Id(2)]
    public string? Failure { get; init; }

    /// <summary>Gets how vectors of the version held against the log, since it is served there.</summary>
    [Id(3)]
    public ParityReport Parity { get; init; } = ParityReport.None;

    /// <summary>All silos together, counted from what they had counted when the step began.</summary>
    /// <param name="reports">What each silo says.</param>
    /// <param name="baseline">What each had counted then.</param>
    public static VersionReport Sum(IEnumerable<VersionReport> reports, IReadOnlyList<VersionCounts> baseline) => reports.Aggregate(
        new VersionReport(VersionCounts.None, SurveyReport.None),
        (sum, next) => new VersionReport(
            sum.Counts.Plus(next.Counts.Since(baseline.FirstOrDefault(b => b.Life == next.Counts.Life))),
            sum.Survey.Plus(next.Survey))
        {
            Failure = sum.Failure ?? next.Failure,
            Parity = sum.Parity.Plus(next.Parity),
        });
}
