using UserRep.Grains.Versions;

namespace UserRep.Tests.Dashboard.Versions;

/// <summary>A version as a page knows it.</summary>
internal static class Known
{
    public static VersionSummary Version(VersionState state, string name = "v1") => new()
    {
        Version = name,
        State = state,
        Space = "space",
        FeatureSpace = "features",
        Dimension = 6,
        Items = 20,
        CreatedAt = DateTimeOffset.UnixEpoch,
        RegisteredAt = DateTimeOffset.UnixEpoch,
        EventTypes = ["play"],
    };
}
