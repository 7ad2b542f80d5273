namespace UserRep.Grains.Versions.Consumers;

/// <summary>
/// Which version a consumer gets. The plan picks first: the canary for users in it, else the current version, else one that drains; each
/// only if the consumer accepts it. Its own order only decides between several that drain. A pin goes before all that.
/// </summary>
internal static class ConsumerRoutes
{
    /// <summary>The version for users outside of a canary; null if the consumer accepts none of those there are.</summary>
    public static string? Stable(CatalogState catalog, ConsumerInfo consumer)
    {
        if (IsPinned(catalog, consumer))
        {
            return consumer.Pin;
        }

        return catalog.Current?.Version is { } current && consumer.Accepts.Contains(current)
            ? current
            : Array.Find(consumer.Accepts, name => catalog.Find(name) is { State: VersionState.Draining, IsClosed: false });
    }

    /// <summary>The version for users in the canary; null if there is none that the consumer accepts.</summary>
    public static string? InCanary(CatalogState catalog, ConsumerInfo consumer) =>
        !IsPinned(catalog, consumer) && catalog.Canary?.Version is { } canary && consumer.Accepts.Contains(canary) ? canary : null;

    /// <summary>A pin goes before the plan, but for a version that a switch has closed: then everybody has moved.</summary>
    private static bool IsPinned(CatalogState catalog, ConsumerInfo consumer) => consumer.Pin is { } pin && catalog.Find(pin) is not { IsClosed: true };

    /// <summary>Whether the consumer gets the version for some of its users.</summary>
    public static bool Reads(CatalogState catalog, ConsumerInfo consumer, string version) =>
        Stable(catalog, consumer) == version || InCanary(catalog, consumer) == version;
}
