using UserRep.Grains.Versions.Rollouts.Measures;

namespace UserRep.Grains.Silos;

/// <summary>What every silo has to say of a version. Where one does not answer there is no report at all: a gate must not judge by a part.</summary>
internal sealed class ClusterReports(AllSilos silos) : IVersionReports
{
    public async Task<IReadOnlyList<VersionReport>> GatherAsync(string version, string? reference, DateTimeOffset since, CancellationToken cancellation) =>
        await silos.AskAsync(silo => silo.ReportAsync(version, reference, since), cancellation).ConfigureAwait(false);
}
