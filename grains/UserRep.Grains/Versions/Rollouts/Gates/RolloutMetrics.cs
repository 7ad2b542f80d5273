using UserRep.Grains.Versions.Rollouts.Measures;

namespace UserRep.Grains.Versions.Rollouts.Gates;

/// <summary>The figures there are of a version, most of them against the version that it is to follow.</summary>
internal static class RolloutMetrics
{
    private const int LeastSpreadUsers = 20;

    public static readonly IReadOnlyList<RolloutMetric> All =
    [
        // Encodes that the model failed on, of all.
        new("encodeErrorRate", (r, _) => Measure.OfRate(r.Counts.Encodes.Errors, r.Counts.Encodes.Encodes)),

        // How many vectors had a number that is not finite; they were given to nobody.
        new("nonFinite", (r, _) => Measure.OfCount(r.Counts.Encodes.NotFinite, r.Counts.Encodes.Encodes)),

        // From the model's queue to the vector, the slowest of a hundred: in milliseconds, and against the other version's.
        new("encodeP99Ms", (r, _) => new Measure(r.Counts.Encodes.Encodes == 0 ? null : r.Counts.Encodes.P99Ms, r.Counts.Encodes.Encodes)),
        new("encodeP99Ratio", (r, _) => P99Ratio(r)),

        // Mean length of the vectors, against that of the same users' others.
        new("normRatio", (r, _) => Against(r.Survey, s => s.Vectors.MeanNorm / s.ReferenceVectors.MeanNorm, s => s.ReferenceVectors.MeanNorm > 0), MostSamples: Survey.SampleSize),

        // Share of the dimensions in which users differ.
        new("spread", (r, _) => Spread(r.Survey), LeastSpreadUsers, Survey.SampleSize),

        // Share of each user's nearest that are so in both versions.
        new("neighbourOverlap", (r, _) => Overlap(r.Survey), NeighbourOverlap.LeastUsers, Survey.SampleSize),

        // Of the users in the share who were heard of, those whose vector is there and not behind.
        new("coverage", (r, _) => new Measure(r.Survey.Users == 0 ? null : (double)r.Survey.Covered / r.Survey.Users, r.Survey.Users), MostSamples: Survey.SampleSize),

        // How far the share of the reads that got the canary is from the plan, in percentage points.
        new("shareDeviation", (r, planned) => ShareDeviation(r.Counts, planned), IsOfCanary: true),

        // Events whose item has no vector, of those that named one.
        new("unknownItemShare", (r, _) => Measure.OfRate(r.Counts.UnknownItems, r.Counts.KnownItems + r.Counts.UnknownItems)),
    ];

    public static RolloutMetric? Find(string name) => All.FirstOrDefault(m => m.Name == name);

    /// <summary>Share of each user's nearest that are so in both versions.</summary>
    public static Measure Overlap(SurveyReport survey) => new(survey.OverlapUsers == 0 ? null : survey.Overlaps / survey.OverlapUsers, survey.OverlapUsers);

    private static Measure P99Ratio(VersionReport report)
    {
        double reference = report.Counts.ReferenceEncodes.P99Ms;
        long samples = Math.Min(report.Counts.Encodes.Encodes, report.Counts.ReferenceEncodes.Encodes);
        return new Measure(samples == 0 || reference == 0 ? null : report.Counts.Encodes.P99Ms / reference, samples);
    }

    private static Measure Spread(SurveyReport survey)
    {
        double usual = survey.ReferenceVectors.MedianSpread();
        return Against(survey, s => s.Vectors.Living(usual), _ => usual > 0);
    }

    private static Measure Against(SurveyReport survey, Func<SurveyReport, double> value, Func<SurveyReport, bool> isThere)
    {
        long users = survey.Vectors.Count;
        return users == 0 ? new Measure(null, 0)
            : isThere(survey) ? new Measure(value(survey), users)
            : new Measure(null, users, Note: "the vectors it is held against are all the same");
    }

    private static Measure ShareDeviation(VersionCounts counts, double planned) => counts.RoutedReads == 0
        ? new Measure(null, 0)
        : new Measure(Math.Abs((100d * counts.CanaryReads / counts.RoutedReads) - planned), counts.RoutedReads);
}
