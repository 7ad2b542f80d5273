using System.Globalization;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Comparisons;
using UserRep.Silo.Dashboard.Charts;

namespace UserRep.Silo.Dashboard.Versions;

/// <summary>What of a comparison is known, in words, and what is not measured yet.</summary>
internal static class ComparisonWords
{
    public const string Unmeasured = "not measured yet";

    public const string Untold = "cannot be told now: a silo does not answer";

    /// <summary>Why there are no vectors to compare; null if there are.</summary>
    public static string? NoVectors(VersionSummary version, VersionComparison comparison) => comparison.Users > 0 ? null : version.State switch
    {
        VersionState.Shadow or VersionState.Canary or VersionState.Current or VersionState.Draining =>
            "Norms, spread and neighbours are not measured yet: of users who were heard of since it stands there, none in memory has a vector of it.",
        VersionState.Retired or VersionState.Failed => $"It is {StateWords.Of(version.State)} and computes no vectors, so nothing is measured.",
        _ => $"Norms, spread and neighbours are not measured yet: of one that is {StateWords.Of(version.State)}, vectors are computed only when somebody asks for them. From shadow on they are computed as events come.",
    };

    public static string Overlap(VersionComparison comparison) => comparison.NeighbourOverlap is { } overlap
        ? $"{Say.Share(overlap)} of a user's {VersionComparison.Neighbours} nearest are the same in both"
        : comparison.Users > 0 ? $"{Unmeasured}: it takes {VersionComparison.LeastUsers} users on a silo, and {Say.Number(comparison.Users)} are compared on all" : Unmeasured;

    public static string Figure(double? value) => value is { } known ? known.ToString("0.####", CultureInfo.InvariantCulture) : Unmeasured;

    public static string Time(double? milliseconds) => milliseconds is { } known ? Say.Time(known / 1_000) : Unmeasured;

    public static string Share(double? value) => value is { } known ? Say.Share(known) : Unmeasured;

    /// <summary>What the share that is planned came to.</summary>
    public static string Achieved(VersionState state, VersionComparison? comparison)
    {
        if (comparison is null)
        {
            return Untold;
        }

        string users = comparison.OfUsers is { } ofUsers
            ? $"{Percent(ofUsers)} of users have an up-to-date vector of it, by {Say.Number(ofUsers.Samples)} who were heard of since"
            : "of users not measured yet: none in memory was heard of since";
        string reads = comparison.OfReads is { } ofReads
            ? $"{Percent(ofReads)} of {Say.Number(ofReads.Samples)} reads that could get it"
            : "of reads not measured yet: no consumer that accepts it has read since";
        return state == VersionState.Canary ? $"{reads}; {users}" : users;
    }

    private static string Percent(AchievedShare share) => Say.Share(share.Percent / 100);
}
