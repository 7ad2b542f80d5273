using UserRep.Grains.Encoding;
using UserRep.Grains.Versions.Rollouts;
using UserRep.Grains.Versions.Rollouts.Gates;
using UserRep.Grains.Versions.Rollouts.Measures;

namespace UserRep.Grains.Versions.Comparisons;

/// <summary>Has every silo report of a version as it does for gates, and makes figures of the reports.</summary>
internal sealed class VersionComparisons(CatalogSync sync, IVersionReports reports) : IVersionComparisons
{
    public async Task<VersionComparison> CompareAsync(string version, CancellationToken cancellation)
    {
        CatalogState catalog = await sync.Catalog.GetAsync().WaitAsync(cancellation).ConfigureAwait(false);
        string? reference = RolloutRules.ReferenceOf(catalog, version);
        DateTimeOffset since = catalog.Require(version).Since;

        // Where there is no other, its own vectors are looked at all the same.
        return Of(version, reference, VersionReport.Sum(await reports.GatherAsync(version, reference ?? version, since, cancellation).ConfigureAwait(false), []));
    }

    /// <summary>The figures of a report of all silos.</summary>
    public static VersionComparison Of(string version, string? reference, VersionReport report)
    {
        (VersionCounts counts, SurveyReport survey) = (report.Counts, report.Survey);
        double usual = survey.ReferenceVectors.MedianSpread();
        return new VersionComparison
        {
            Version = Figures(version, survey.Vectors, usual, counts.Encodes),
            Reference = reference is null ? null : Figures(reference, survey.ReferenceVectors, usual, counts.ReferenceEncodes),
            Users = survey.Vectors.Count,
            NeighbourOverlap = reference is null ? null : RolloutMetrics.Overlap(survey).Value,
            OverlapUsers = reference is null ? 0 : survey.OverlapUsers,
            OfUsers = survey.Users == 0 || survey.Seen == 0 ? null : new AchievedShare(100d * survey.Drawn / survey.Seen * survey.Covered / survey.Users, survey.Users),
            OfReads = counts.ShareReads == 0 ? null : new AchievedShare(100d * counts.ShareCanaryReads / counts.ShareReads, counts.ShareReads),
        };
    }

    private static VersionFigures Figures(string version, VectorSums vectors, double usual, EncodeReport encodes)
    {
        bool isThere = vectors.Count > 0;
        return new VersionFigures(
            version,
            isThere ? vectors.MeanNorm : null,
            isThere ? vectors.MedianSpread() : null,
            isThere && usual > 0 ? vectors.Living(usual) : null,
            encodes.Encodes == 0 ? null : encodes.P99Ms,
            encodes.Encodes);
    }
}
