using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Encoding;
using UserRep.Grains.Metrics;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Routing;
using Xunit;

namespace UserRep.Tests.Grains.Versions;

public class CatalogSyncTests
{
    [Fact]
    public async Task A_silo_routes_no_reads_by_a_plan_while_it_is_told_of_a_newer_one()
    {
        FakeTimeProvider time = new(Catalogs.Start);
        IGrainFactory grains = DispatchProxy.Create<IGrainFactory, Answer>();
        IVersionCatalogGrain catalog = DispatchProxy.Create<IVersionCatalogGrain, Answer>();
        ILocalSiloDetails local = DispatchProxy.Create<ILocalSiloDetails, Answer>();
        ((Answer)(object)local).Give = () => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 1), 1);
        using ServiceMeter meter = new();
        using VersionHost host = new(null!, grains, new EmbeddingTable(), new ReadCounters(), new EncodeMeters(meter, time), new EncoderPoolOptions(), time, NullLogger<VersionHost>.Instance);
        PlanLease lease = new(time, isAlone: false);

        // While it follows the second revision the third comes into force, for it is not heard.
        Queue<long> revisions = new([2, 3]);
        ((Answer)(object)grains).Give = () => catalog;
        ((Answer)(object)catalog).Give = () => Task.FromResult(revisions.TryDequeue(out long revision) ? new CatalogState { Revision = revision } : null);

        await new CatalogSync(host, lease, new ReadCounters(), grains, local, new VersionOptions(), time).SyncAsync(TestContext.Current.CancellationToken);

        Assert.True(lease.IsHeld);
        Assert.Equal(3, host.Plan.Revision);
    }

    [SuppressMessage("Performance", "CA1852", Justification = "A proxy is derived from it.")]
    internal class Answer : DispatchProxy
    {
        public Func<object?> Give { get; set; } = () => null;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Give();
    }
}
