using UserRep.Grains.Errors;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;

namespace UserRep.Grains.Backfills;

/// <summary>What the catalogue says to backfills, and what its history calls what is done to them.</summary>
internal static class BackfillRules
{
    /// <summary>What a start is called in the history.</summary>
    public const string Start = "backfill";

    /// <summary>What a stop is called in the history.</summary>
    public const string Stop = "stopBackfill";

    /// <summary>Whether some version of a feature space is served.</summary>
    public static bool IsServed(CatalogState catalog, string featureSpace) =>
        catalog.Versions.Any(v => v.FeatureSpace == featureSpace && VersionMoves.IsServed(v.State));

    /// <summary>States are built for versions that are served.</summary>
    /// <exception cref="UserRepException">There is no such version, or it is not served and so has no states to be built.</exception>
    public static void RequireServed(CatalogState catalog, string version)
    {
        VersionSummary found = catalog.Require(version);
        if (!VersionMoves.IsServed(found.State))
        {
            throw new UserRepException(
                ServiceError.Conflict, $"Version \"{version}\" is {found.State.Name()}, and states are built for versions that are served. Register its bundle again first.");
        }
    }
}
