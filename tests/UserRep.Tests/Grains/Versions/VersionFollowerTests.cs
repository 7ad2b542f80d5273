using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using UserRep.Grains.Backfills;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Encoding;
using UserRep.Grains.Metrics;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Routing;
using UserRep.Model.Bundles;
using UserRep.Tests.Grains.Hosting;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Grains.Versions;

public sealed class VersionFollowerTests : IDisposable
{
    private readonly SiloFolders _folders = new();
    private readonly FakeTimeProvider _time = new(Catalogs.Start);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task What_could_not_be_loaded_is_tried_again_until_it_can_though_the_catalogue_does_not_change()
    {
        string folder = _folders.Write(new BundleMaker { Version = "one" });
        int opened = 0;
        IBundleStore store = Proxy.Of<IBundleStore>((_, _) => Interlocked.Increment(ref opened) < 4
            ? Task.FromException<ModelBundle>(new IOException("No space left on device"))
            : Task.FromResult(ModelBundle.Open(folder)));
        CatalogState catalog = Catalog(folder);
        IVersionCatalogGrain grain = Proxy.Of<IVersionCatalogGrain>((method, arguments) => method.Name == nameof(IVersionCatalogGrain.GetAsync)
            ? Task.FromResult<CatalogState?>(catalog)
            : Task.FromResult(((SiloReport)arguments[0]!).Revision < catalog.Revision ? catalog : null));
        IBackfillGrain backfill = Proxy.Of<IBackfillGrain>((_, _) => Task.CompletedTask);
        IEncoderGrain encoder = Proxy.Of<IEncoderGrain>((_, _) => null);
        IGrainFactory grains = Proxy.Of<IGrainFactory>((method, _) =>
            method.ReturnType == typeof(IVersionCatalogGrain) ? grain : method.ReturnType == typeof(IBackfillGrain) ? backfill : encoder);
        ILocalSiloDetails local = Proxy.Of<ILocalSiloDetails>((_, _) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 1), 1));
        ReadCounters counters = new();
        using ServiceMeter meter = new();
        using VersionHost host = new(store, grains, new EmbeddingTable(), counters, new EncodeMeters(meter, _time), new EncoderPoolOptions(), _time, NullLogger<VersionHost>.Instance);
        CatalogSync sync = new(host, new PlanLease(_time, isAlone: false), counters, grains, local, new VersionOptions(), _time);
        using VersionFollower follower = new(sync, host, _time, NullLogger<VersionFollower>.Instance);

        await follower.StartAsync(Cancellation);
        await Wait.UntilAsync(() => host.Plan.FailureOf("one") is not null);
        Assert.Equal("one", Assert.Single(host.Plan.RoutedFailures));
        await Wait.UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return host.Plan.Current is not null;
        });

        Assert.Empty(host.Plan.Failures);
        Assert.Equal(4, opened);
        await follower.StopAsync(Cancellation);
    }

    private static CatalogState Catalog(string folder)
    {
        using ModelBundle bundle = ModelBundle.Open(folder);
        return new CatalogState { Revision = 1, Versions = [BundleChecks.Summary(bundle, Catalogs.Start) with { State = VersionState.Current }] };
    }
}
