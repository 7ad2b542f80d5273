using UserRep.Grains.Errors;
using UserRep.Grains.Features;
using UserRep.Grains.Versions.Consumers;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Routing;
using UserRep.Model.Compatibility;

namespace UserRep.Grains.Versions;

/// <summary>What this silo serves at a moment. Immutable: who has read it once works with one truth to the end.</summary>
internal sealed class ServingPlan
{
    public static readonly ServingPlan Empty = new(new CatalogState(), new Dictionary<string, ServedVersion>(), new Dictionary<string, string>(), new ReadCounters());

    private readonly CatalogState _catalog;
    private readonly IReadOnlyDictionary<string, ServedVersion> _versions;
    private readonly IReadOnlyDictionary<string, string> _failures;
    private readonly Dictionary<string, ConsumerRoute> _routes;

    /// <param name="catalog">Where the versions stand, and who reads them.</param>
    /// <param name="versions">What can be read, by name.</param>
    /// <param name="failures">Why others cannot be read, by name.</param>
    /// <param name="counters">Counts reads.</param>
    public ServingPlan(CatalogState catalog, IReadOnlyDictionary<string, ServedVersion> versions, IReadOnlyDictionary<string, string> failures, ReadCounters counters)
    {
        (_catalog, _versions, _failures) = (catalog, versions, failures);
        Versions = [.. versions.Values.OrderBy(v => v.Version, StringComparer.Ordinal)];
        Current = catalog.Current is { } current ? versions.GetValueOrDefault(current.Version) : null;
        Spaces = [.. Versions.Select(v => v.Space).Distinct()];
        EventTypes = Spaces.SelectMany(s => s.EventTypes).ToHashSet(StringComparer.Ordinal);
        ProfileTypes = Spaces.Select(s => s.Layout.Spec.ProfileEventType).ToHashSet(StringComparer.Ordinal);
        UserShare canary = Renewed(catalog.Canary);
        _routes = catalog.Consumers.ToDictionary(c => c.Name, c => Route(c, canary, counters), StringComparer.Ordinal);
    }

    /// <summary>Gets the revision of the catalogue that this is of.</summary>
    public long Revision => _catalog.Revision;

    public IReadOnlyList<ServedVersion> Versions { get; }

    public ServedVersion? Current { get; }

    /// <summary>Gets the feature spaces of all versions, each once.</summary>
    public IReadOnlyList<FeatureSpace> Spaces { get; }

    /// <summary>Gets the fingerprints of the feature spaces of all versions there ever were, each once, and whether one of it is served.</summary>
    public IEnumerable<(string Id, bool IsServed)> FeatureSpaces =>
        _catalog.Versions.GroupBy(v => v.FeatureSpace, (space, versions) => (space, versions.Any(v => VersionMoves.IsServed(v.State))), StringComparer.Ordinal);

    /// <summary>Gets the event types that some version understands.</summary>
    public IReadOnlySet<string> EventTypes { get; }

    /// <summary>Gets those of them that carry attributes.</summary>
    public IReadOnlySet<string> ProfileTypes { get; }

    /// <summary>Gets the versions that cannot be read here though they are to be, each with why.</summary>
    public IReadOnlyDictionary<string, string> Failures => _failures;

    /// <summary>Gets those of them that reads are sent to which name no version.</summary>
    public IEnumerable<string> RoutedFailures =>
        _failures.Keys.Where(version => _catalog.Find(version)?.State is VersionState.Current or VersionState.Canary or VersionState.Draining);

    /// <summary>Whose vectors of a version are kept up to date: everybody's while it is served to all, a share's while it is tried.</summary>
    public static UserShare Renewed(VersionSummary? version) => version?.State switch
    {
        VersionState.Current or VersionState.Draining => UserShare.All,
        VersionState.Canary or VersionState.Shadow => new UserShare(version.Version, version.Share),
        _ => UserShare.None,
    };

    /// <summary>Why a version cannot be read here; null if it can.</summary>
    public string? FailureOf(string version) => _failures.GetValueOrDefault(version);

    public ServedVersion? Find(string version) => _versions.GetValueOrDefault(version);

    /// <summary>The version that a read gets: the one it names, or the current one. Never another.</summary>
    /// <exception cref="UserRepException">There is none.</exception>
    public ServedVersion Resolve(string? version)
    {
        if (version is null && Current is { } current)
        {
            return current;
        }

        if ((version ?? _catalog.Current?.Version) is { } named)
        {
            return Find(named) ?? throw NotServed(named);
        }

        throw new UserRepException(
            ServiceError.NoModel,
            Versions.Count == 0
                ? "There is no model yet. Register a bundle with POST /v1/versions, then make it current."
                : $"No version is current. Name one ({Names()}), or make one current with POST /v1/versions/{{version}}:makeCurrent.");
    }

    /// <summary>The version whose bundle has a map to one that is retired, and the map; the current one first. Null if there is none.</summary>
    public (ServedVersion From, CompatibilityMap Map)? CompatibleWith(string version)
    {
        if (_catalog.Find(version) is not { State: VersionState.Retired } retired)
        {
            return null;
        }

        foreach (ServedVersion served in Current is null ? Versions : Versions.Prepend(Current))
        {
            // Of the very space: another bundle of that name is another version.
            if (served.Compatibility.FirstOrDefault(m => m.Version == version && m.Space == retired.Space) is { } map)
            {
                return (served, map);
            }
        }

        return null;
    }

    /// <summary>Whether a consumer takes mapped vectors of a version that is retired.</summary>
    public bool AllowsCompatible(string consumer) => _catalog.FindConsumer(consumer)?.AllowsCompatible == true;

    /// <summary>Where a consumer's reads go.</summary>
    /// <exception cref="UserRepException">There is no such consumer.</exception>
    public ConsumerRoute RouteOf(string consumer) => _routes.GetValueOrDefault(consumer) ?? throw ConsumerRules.Unknown(_catalog, consumer);

    /// <summary>Why a consumer gets nothing.</summary>
    public UserRepException NotAccepted(string consumer)
    {
        ConsumerInfo info = _catalog.FindConsumer(consumer) ?? throw ConsumerRules.Unknown(_catalog, consumer);
        if ((info.Pin ?? ConsumerRoutes.Stable(_catalog, info)) is { } named)
        {
            return NotServed(named);
        }

        string current = _catalog.Current is { } there ? $"{there.Version} is current" : "none is current";
        return new UserRepException(
            ServiceError.VersionNotAccepted,
            $"Consumer \"{consumer}\" accepts {string.Join(", ", info.Accepts)}; {current}, and no other that it accepts is served to this user. Train a head for it and add it to what the consumer accepts.");
    }

    private UserRepException NotServed(string version)
    {
        if (FailureOf(version) is { } reason)
        {
            return new UserRepException(ServiceError.Unavailable, $"Version \"{version}\" cannot be served: {reason} Register its bundle again. {Known()}");
        }

        return _catalog.Find(version)?.State switch
        {
            VersionState.Retired => new UserRepException(ServiceError.VersionRetired, $"Version \"{version}\" is retired. Move to a newer one{Mapped(version)}, or register its bundle again. {Known()}"),
            null => new UserRepException(ServiceError.VersionNotFound, $"There is no version \"{version}\". {Known()}"),
            _ => new UserRepException(ServiceError.NotReady, $"Version \"{version}\" is not loaded here yet.", TimeSpan.FromSeconds(1)),
        };
    }

    private ConsumerRoute Route(ConsumerInfo consumer, UserShare canary, ReadCounters counters)
    {
        string? stable = ConsumerRoutes.Stable(_catalog, consumer);
        string? inCanary = ConsumerRoutes.InCanary(_catalog, consumer);
        return new ConsumerRoute(
            inCanary is null ? null : Find(inCanary),
            canary,
            stable is null ? null : Find(stable),
            inCanary is null ? null : counters.Of(consumer.Name, inCanary),
            stable is null ? null : counters.Of(consumer.Name, stable),
            inCanary is null ? null : counters.SplitOf(inCanary, canary.Percent));
    }

    private string Mapped(string version) =>
        CompatibleWith(version) is { } compatible ? $", let the consumer opt in to vectors of {compatible.From.Version} mapped to it (allowsCompatible)" : string.Empty;

    private string Known() => Versions.Count == 0 ? "There is none that can be read." : $"Those that can be read: {Names()}.";

    private string Names() => string.Join(", ", Versions.Select(v => v.Version));
}
