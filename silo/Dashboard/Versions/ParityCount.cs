using UserRep.Grains.Vitals;

namespace UserRep.Silo.Dashboard.Versions;

/// <summary>How a version's vectors held against the log at all silos that answer, since each of them started.</summary>
/// <param name="Version">The version.</param>
/// <param name="Checked">Vectors that were computed again from the log alone.</param>
/// <param name="Different">Those of them that were others than the log gives.</param>
internal sealed record ParityCount(string Version, long Checked, long Different)
{
    /// <summary>Every version that some silo serves, by name.</summary>
    public static IReadOnlyList<ParityCount> Of(ClusterVitals vitals) =>
    [
        .. vitals.Silos.SelectMany(silo => silo.Encoders)
            .GroupBy(encoder => encoder.Version, StringComparer.Ordinal)
            .Select(version => new ParityCount(version.Key, version.Sum(e => e.ParityChecked), version.Sum(e => e.ParityDifferent)))
            .OrderBy(count => count.Version, StringComparer.Ordinal),
    ];

    /// <summary>One version; zeros if no silo serves it.</summary>
    public static ParityCount Of(ClusterVitals vitals, string version) => Of(vitals).FirstOrDefault(count => count.Version == version) ?? new ParityCount(version, 0, 0);
}
