using UserRep.Grains.Errors;
using UserRep.Grains.Features;

namespace UserRep.Grains.Versions;

/// <summary>What this silo serves at a moment. Immutable: who has read it once works with one truth to the end.</summary>
internal sealed class ServingPlan
{
    public static readonly ServingPlan Empty = new(new Dictionary<string, ServedVersion>(), null);

    private readonly IReadOnlyDictionary<string, ServedVersion> _versions;

    public ServingPlan(IReadOnlyDictionary<string, ServedVersion> versions, string? current)
    {
        _versions = versions;
        Versions = [.. versions.Values.OrderBy(v => v.Version, StringComparer.Ordinal)];
        Current = current is null ? null : versions.GetValueOrDefault(current);
        Spaces = [.. Versions.Select(v => v.Space).Distinct()];
        EventTypes = Spaces.SelectMany(s => s.EventTypes).ToHashSet(StringComparer.Ordinal);
        ProfileTypes = Spaces.Select(s => s.Layout.Spec.ProfileEventType).ToHashSet(StringComparer.Ordinal);
    }

    public IReadOnlyList<ServedVersion> Versions { get; }

    public ServedVersion? Current { get; }

    /// <summary>Gets the feature spaces of all versions, each once.</summary>
    public IReadOnlyList<FeatureSpace> Spaces { get; }

    /// <summary>Gets the event types that some version understands.</summary>
    public IReadOnlySet<string> EventTypes { get; }

    /// <summary>Gets those of them that carry attributes.</summary>
    public IReadOnlySet<string> ProfileTypes { get; }

    public ServedVersion? Find(string version) => _versions.GetValueOrDefault(version);

    /// <summary>The version that a read gets: the one it names, or the current one. Never another.</summary>
    /// <exception cref="UserRepException">There is none.</exception>
    public ServedVersion Resolve(string? version)
    {
        if (version is not null)
        {
            return Find(version) ?? throw new UserRepException(ServiceError.VersionNotFound, $"There is no version \"{version}\". {Known()}");
        }

        return Current ?? throw new UserRepException(
            ServiceError.NoModel,
            Versions.Count == 0
                ? "There is no model yet. Register a bundle with POST /v1/versions, then make it current."
                : $"No version is current. Name one ({Names()}), or make one current with POST /v1/versions/{{version}}:makeCurrent.");
    }

    private string Known() => Versions.Count == 0 ? "None is registered yet." : $"Those that can be read: {Names()}.";

    private string Names() => string.Join(", ", Versions.Select(v => v.Version));
}
