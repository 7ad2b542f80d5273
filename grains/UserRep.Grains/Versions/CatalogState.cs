using System.Collections.Immutable;
using UserRep.Grains.Errors;
using UserRep.Grains.Versions.Consumers;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Switches;

namespace UserRep.Grains.Versions;

/// <summary>All versions, consumers and switches, as they are stored and sent. Immutable: a change is a new one, and one revision.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.catalog")]
internal sealed record CatalogState
{
    /// <summary>Gets a number that grows with every change.</summary>
    [Id(0)]
    public long Revision { get; init; }

    /// <summary>Gets the versions, in the order they were registered.</summary>
    [Id(1)]
    public IReadOnlyList<VersionSummary> Versions { get; init; } = [];

    /// <summary>Gets the consumers, by name.</summary>
    [Id(3)]
    public IReadOnlyList<ConsumerInfo> Consumers { get; init; } = [];

    /// <summary>Gets the switches, in the order they were prepared.</summary>
    [Id(4)]
    public IReadOnlyList<SwitchInfo> Switches { get; init; } = [];

    /// <summary>Gets the newest part of the history, the oldest first. What came before is in pages of its own.</summary>
    [Id(5)]
    public IReadOnlyList<HistoryEntry> Recent { get; init; } = [];

    /// <summary>Gets how many pages of the history there are.</summary>
    [Id(6)]
    public int HistoryPages { get; init; }

    /// <summary>Gets the last note that the history has of each source that sends any.</summary>
    [Id(7)]
    public ImmutableDictionary<string, Guid> Noted { get; init; } = ImmutableDictionary<string, Guid>.Empty;

    /// <summary>Gets the current version; null for none.</summary>
    public VersionSummary? Current => In(VersionState.Current).FirstOrDefault();

    /// <summary>Gets the version that is served to a share of the users; null for none.</summary>
    public VersionSummary? Canary => In(VersionState.Canary).FirstOrDefault();

    public IEnumerable<VersionSummary> In(VersionState state) => Versions.Where(v => v.State == state);

    public VersionSummary? Find(string version) => Versions.FirstOrDefault(v => v.Version == version);

    /// <summary>The version of a name.</summary>
    /// <exception cref="UserRepException">There is none.</exception>
    public VersionSummary Require(string version) => Find(version) ?? throw new UserRepException(
        ServiceError.VersionNotFound,
        $"There is no version \"{version}\". {(Versions.Count == 0 ? "None is registered yet." : "Those there are: " + string.Join(", ", Versions.Select(v => v.Version)) + ".")}");

    public ConsumerInfo? FindConsumer(string name) => Consumers.FirstOrDefault(c => c.Name == name);
}
