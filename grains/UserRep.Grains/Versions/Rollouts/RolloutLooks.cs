using UserRep.Grains.Versions.Rollouts.ConsumerMetrics;
using UserRep.Grains.Versions.Rollouts.Gates;
using UserRep.Grains.Versions.Rollouts.Measures;

namespace UserRep.Grains.Versions.Rollouts;

/// <summary>Looks at versions: what every silo and every consumer has to say of them, and what that makes of their gates.</summary>
internal sealed class RolloutLooks(IVersionReports reports, ConsumerMetricsReader consumers)
{
    /// <summary>Notes what was counted and reported before a plan begins, which is not to count for it.</summary>
    public async Task<RolloutState> FirstAsync(RolloutState begun, string version, CatalogState catalog) => begun with
    {
        Baseline = Counts(await GatherAsync(begun, version, catalog, CancellationToken.None).ConfigureAwait(false)),
        Reported = await consumers.ReadAsync(begun.Plan!.Steps.SelectMany(s => s.Gates), CancellationToken.None).ConfigureAwait(false),
    };

    public async Task<RolloutLook> TakeAsync(RolloutState state, string version, CatalogState catalog, CancellationToken cancellation)
    {
        IReadOnlyList<VersionReport> silos = await GatherAsync(state, version, catalog, cancellation).ConfigureAwait(false);
        VersionReport sum = VersionReport.Sum(silos, state.Baseline);
        GateResult[] gates = [];
        if (state.Current is { } step)
        {
            IReadOnlyList<ReportedMetric> reported = await consumers.ReadAsync(step.Gates, cancellation).ConfigureAwait(false);
            GateFacts facts = new(sum, version, RolloutRules.ReferenceOf(catalog, version), reported, state.Reported);
            gates = [.. step.Gates.Select(g => GateRules.Judge(g, step, facts))];
        }

        return new RolloutLook(gates, sum.Counts.Encodes.Encodes, Counts(silos), sum.Failure);
    }

    private Task<IReadOnlyList<VersionReport>> GatherAsync(RolloutState state, string version, CatalogState catalog, CancellationToken cancellation) =>
        reports.GatherAsync(version, RolloutRules.ReferenceOf(catalog, version), state.StepSince, cancellation);

    private static VersionCounts[] Counts(IReadOnlyList<VersionReport> silos) => [.. silos.Select(s => s.Counts)];
}
