using Microsoft.Extensions.Logging;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Erasures;
using UserRep.Grains.Insights;
using UserRep.Grains.Reading;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Rollouts.Measures;
using UserRep.Grains.Vitals;

namespace UserRep.Grains.Silos;

/// <summary>Passes on what other silos ask of this one.</summary>
internal sealed class SiloService(
    GrainId id, Silo silo, ILoggerFactory loggers, LocalReports reports, SiloWarming warming, CatalogSync sync, IBundleStore bundles, LocalReads reads, LocalVitals vitals, LocalErasures erasures, LocalSample sample, EmbeddingTable table) : GrainService(id, silo, loggers), ISiloService
{
    public Task<VersionReport> ReportAsync(string version, string? reference, DateTimeOffset since) => reports.ReportAsync(version, reference, since);

    public Task WarmAsync(string version, double percent) => warming.WarmAsync(version, percent);

    public Task EndWarmingAsync(string version)
    {
        warming.End(version);
        return Task.CompletedTask;
    }

    public Task SyncAsync() => sync.SyncAsync(CancellationToken.None);

    public Task TryAgainAsync() => sync.TryAgainAsync(CancellationToken.None);

    public Task TidyAsync() => bundles.TidyAsync(CancellationToken.None);

    public Task<SiloVectors> ReadAsync(SiloRead read) => reads.AnswerAsync(read);

    public Task<bool[]> HasAsync(string[] userIds) => Task.FromResult(Array.ConvertAll(userIds, table.Has));

    public Task<SiloErasure> LookForAsync(string userId) => Task.FromResult(erasures.Look(userId));

    public Task<SiloErasure> ForgetAsync(string userId) => erasures.ForgetAsync(userId);

    public Task<SiloVitals> VitalsAsync(long sinceMs) => Task.FromResult(vitals.Read(sinceMs));

    public Task<SiloSample> SampleAsync(string version, int most) => Task.FromResult(sample.Take(version, most));
}
