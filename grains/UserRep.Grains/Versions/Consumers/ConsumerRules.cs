using UserRep.Grains.Errors;
using UserRep.Grains.Versions.Lifecycle;

namespace UserRep.Grains.Versions.Consumers;

/// <summary>The rules by which consumers come and go.</summary>
internal static class ConsumerRules
{
    private const int MaxName = 128;
    private const int MaxAccepts = 64;

    /// <summary>A consumer says what it can work with. The same again changes nothing.</summary>
    /// <exception cref="UserRepException">It cannot be; every mistake is named.</exception>
    public static CatalogState Register(CatalogState catalog, ConsumerInfo consumer, string actor, DateTimeOffset now)
    {
        if (string.Join(' ', Mistakes(catalog, consumer)) is { Length: > 0 } mistakes)
        {
            throw new UserRepException(ServiceError.Invalid, mistakes);
        }

        ConsumerInfo? known = catalog.FindConsumer(consumer.Name);
        if (known is not null && IsSame(known, consumer))
        {
            return catalog;
        }

        ConsumerInfo[] consumers = [.. catalog.Consumers.Where(c => c.Name != consumer.Name).Append(consumer with { ChangedAt = now }).OrderBy(c => c.Name, StringComparer.Ordinal)];
        string says = $"accepts {string.Join(", ", consumer.Accepts)}{(consumer.Pin is { } pin ? $"; pinned to {pin}" : string.Empty)}{(consumer.AllowsCompatible ? "; takes mapped vectors" : string.Empty)}";
        return (catalog with { Consumers = consumers }).WithEntry(new HistoryEntry { Revision = 0, At = now, Actor = actor, Action = "consumer", Consumer = consumer.Name, Reason = says });
    }

    /// <summary>A consumer reads no more.</summary>
    /// <exception cref="UserRepException">There is none of that name.</exception>
    public static CatalogState Remove(CatalogState catalog, string name, string actor, DateTimeOffset now)
    {
        ConsumerInfo consumer = catalog.FindConsumer(name) ?? throw Unknown(catalog, name);
        return (catalog with { Consumers = [.. catalog.Consumers.Where(c => c != consumer)] })
            .WithEntry(new HistoryEntry { Revision = 0, At = now, Actor = actor, Action = "consumerRemoved", Consumer = name });
    }

    public static UserRepException Unknown(CatalogState catalog, string name) => new(
        ServiceError.ConsumerNotFound,
        $"There is no consumer \"{name}\". Register it with PUT /v1/consumers/{{name}}. {(catalog.Consumers.Count == 0 ? "None is registered yet." : $"Those there are: {string.Join(", ", catalog.Consumers.Select(c => c.Name))}.")}");

    private static bool IsSame(ConsumerInfo one, ConsumerInfo other) =>
        one.Accepts.SequenceEqual(other.Accepts) && one.Pin == other.Pin && one.Lease == other.Lease && one.AllowsCompatible == other.AllowsCompatible;

    private static IEnumerable<string> Mistakes(CatalogState catalog, ConsumerInfo consumer)
    {
        if (string.IsNullOrWhiteSpace(consumer.Name) || consumer.Name.Length > MaxName)
        {
            yield return $"name: \"{consumer.Name}\" is empty, blank or longer than {MaxName} characters. Give the consumer a name.";
        }

        if (consumer.Accepts.Length is 0 or > MaxAccepts)
        {
            yield return $"accepts: there are {consumer.Accepts.Length}. Name 1 to {MaxAccepts} versions that the consumer has a head for.";
        }

        string[] unknown = [.. consumer.Accepts.Append(consumer.Pin ?? consumer.Accepts.FirstOrDefault() ?? string.Empty).Where(v => v is null || catalog.Find(v) is null).Distinct()];
        if (unknown.Length > 0 && consumer.Accepts.Length > 0)
        {
            string known = catalog.Versions.Count == 0 ? "None is registered yet." : $"Those there are: {string.Join(", ", catalog.Versions.Select(v => v.Version))}.";
            yield return $"accepts: {string.Join(", ", unknown.Select(v => $"\"{v}\""))} {(unknown.Length == 1 ? "is no version" : "are no versions")} that was ever registered. {known}";
        }

        if (consumer.Accepts.Distinct().Count() != consumer.Accepts.Length)
        {
            yield return "accepts: a version stands there twice. Name each once.";
        }

        if (consumer.Pin is { } pin && catalog.Find(pin) is not null && !consumer.Accepts.Contains(pin))
        {
            yield return $"pin: \"{pin}\" is not among what it accepts. Add it, or pin another.";
        }

        if (consumer.Lease <= TimeSpan.Zero)
        {
            yield return $"leaseSeconds: {consumer.Lease.Value.TotalSeconds} is not above zero. Give more, or leave it out for no lease.";
        }
    }
}
