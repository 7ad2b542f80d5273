using UserRep.Grains.Silos;

namespace UserRep.Grains.Vitals;

/// <summary>Asks every silo for its vitals, and waits for none that is in trouble.</summary>
internal sealed class VitalsReader(AllSilos silos) : IClusterVitals
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    public async Task<ClusterVitals> ReadAsync(long sinceMs, CancellationToken cancellation)
    {
        (SiloAddress Silo, SiloVitals? Vitals)[] answers = await Task.WhenAll(silos.Active.Select(
            async silo => (silo, await silos.TryAskAsync(silo, s => s.VitalsAsync(sinceMs), _patience, cancellation).ConfigureAwait(false)))).ConfigureAwait(false);
        return new ClusterVitals(
            [.. answers.Select(answer => answer.Vitals).OfType<SiloVitals>().OrderBy(vitals => vitals.Silo, StringComparer.Ordinal)],
            [.. answers.Where(answer => answer.Vitals is null).Select(answer => answer.Silo.Endpoint.ToString()).Order(StringComparer.Ordinal)]);
    }
}
