using UserRep.Grains.Versions.Consumers;
using UserRep.Grains.Versions.Lifecycle;

namespace UserRep.Grains.Versions.Retirements;

/// <summary>The rule by which versions are retired: nobody would read one any more, and nobody has for a while.</summary>
internal static class RetirementRules
{
    /// <summary>What it takes to retire a version.</summary>
    public static RetirementNeeds Of(CatalogState catalog, VersionSummary version, ReadEvidence evidence, DateTimeOffset now)
    {
        DateTimeOffset quietSince = Latest(evidence.Since, version.Since, evidence.LastReads.GetValueOrDefault(version.Version));
        return new RetirementNeeds
        {
            Version = version.Version,
            State = version.State,
            Readers = [.. catalog.Consumers.Where(c => evidence.IsLive(c) && ConsumerRoutes.Reads(catalog, c, version.Version)).Select(c => c.Name)],
            Window = evidence.Window,
            Left = evidence.Window - (now - quietSince),
        };
    }

    /// <summary>The same of every version that stands where it can be retired.</summary>
    public static IEnumerable<RetirementNeeds> All(CatalogState catalog, ReadEvidence evidence, DateTimeOffset now) =>
        catalog.Versions.Where(v => VersionMoves.To(VersionAction.Retire, v.State) is not null).Select(v => Of(catalog, v, evidence, now));

    private static DateTimeOffset Latest(params DateTimeOffset[] moments) => moments.Max();
}
