using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Consumers;
using UserRep.Grains.Versions.Lifecycle;

namespace UserRep.Tests.Grains.Versions;

/// <summary>Catalogues as tests want them.</summary>
internal static class Catalogs
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Nobody has read anything, for ever.</summary>
    public static readonly ReadEvidence Quiet = Evidence(Start.AddYears(-1));

    public static ReadEvidence Evidence(DateTimeOffset since, Func<ConsumerInfo, bool>? isLive = null, params (string Version, DateTimeOffset At)[] reads) =>
        new(since, reads.ToDictionary(r => r.Version, r => r.At), TimeSpan.FromMinutes(10), isLive ?? (static _ => true));

    /// <summary>Versions that stand where they are said to, each written as name:state or name:state:share.</summary>
    public static CatalogState Of(params string[] versions) => new() { Revision = 1, Versions = [.. versions.Select(Standing)] };

    public static VersionSummary Version(string name, VersionState state = VersionState.Validated, double share = 0) => new()
    {
        Version = name,
        State = state,
        Space = $"space of {name}",
        FeatureSpace = "features",
        Dimension = 2,
        Items = 1,
        CreatedAt = Start,
        RegisteredAt = Start,
        EventTypes = ["play"],
        Revision = 1,
        Since = Start,
        Share = share,
        CurrentUntil = state == VersionState.Draining ? Start : null,
    };

    public static CatalogState With(this CatalogState catalog, string name, params string[] accepts) =>
        catalog with { Consumers = [.. catalog.Consumers, new ConsumerInfo { Name = name, Accepts = accepts }] };

    public static VersionChange Change(string version, VersionAction action, double? share = null, string? reason = null, bool isForced = false, long? ifRevision = null) =>
        new() { Version = version, Action = action, Actor = "test", Share = share, Reason = reason, IsForced = isForced, IfRevision = ifRevision };

    private static VersionSummary Standing(string text)
    {
        string[] parts = text.Split(':');
        return Version(parts[0], Enum.Parse<VersionState>(parts[1]), parts.Length > 2 ? double.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture) : 0);
    }
}
