using UserRep.Grains.Errors;
using UserRep.Grains.Features;

namespace UserRep.Grains.Versions;

/// <summary>What this silo serves at a moment. Immutable: who has read it once works with one truth to the end.</summary>
internal sealed class ServingPlan
{
    public static readonly ServingPlan Empty = new(new Dictionary<string, ServedVersion>(), null);

    private readonly IReadOnlyDictionary<string, ServedVersion> _versions;
    private readonly IReadOnlyDictionary<string, string> _failures;
    private readonly string? _current;

    /// <param name="versions">What can be read, by name.</param>
    /// <param name="current">The name of the current version; null for none.</param>
    /// <param name="failures">Why others cannot be read, by name.</param>
    public ServingPlan(IReadOnlyDictionary<string, ServedVersion> versions, string? current, IReadOnlyDictionary<string, string>? failures = null)
    {
        _versions = versions;
        _failures = failures ?? new Dictionary<string, string>();
        _current = current;
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

    /// <summary>Gets a value indicating whether some version cannot be read.</summary>
    public bool HasFailures => _failures.Count > 0;

    /// <summary>Why a version cannot be read here; null if it can.</summary>
    public string? FailureOf(string version) => _failures.GetValueOrDefault(version);

    public ServedVersion? Find(string version) => _versions.GetValueOrDefault(version);

    /// <summary>The version that a read gets: the one it names, or the current one. Never another.</summary>
    /// <exception cref="UserRepException">There is none.</exception>
    public ServedVersion Resolve(string? version)
    {
        if ((version ?? _current) is { } named && FailureOf(named) is { } reason)
        {
            throw new UserRepException(ServiceError.Unavailable, $"Version \"{named}\" cannot be served: {reason} Register its bundle again. {Known()}");
        }

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

    private string Known() => Versions.Count == 0 ? "There is none that can be read." : $"Those that can be read: {Names()}.";

    private string Names() => string.Join(", ", Versions.Select(v => v.Version));
}
