using Microsoft.Extensions.Time.Testing;
using UserRep.Grains.Silos;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Routing;
using UserRep.Tests.Grains.Hosting;
using UserRep.Tests.Grains.Versions;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Grains.Silos;

/// <summary>Whoever had a version warmed may end before it says what came of it.</summary>
public sealed class SiloWarmingTests : IDisposable
{
    private readonly SiloFolders _folders = new();
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task A_version_is_not_kept_warm_for_ever_for_somebody_who_is_gone()
    {
        await using InProcessSilo silo = await StartAsync();
        SiloWarming warming = Warming(silo);

        await warming.WarmAsync("two", 60);
        Assert.Equal(60, Of(silo)?.Percent);

        // Others may still be at it, and the plan on its way.
        VersionOptions options = silo.Get<VersionOptions>();
        _time.Advance(options.WarmTimeout + options.InForceTimeout);
        Assert.Equal(60, Of(silo)?.Percent);

        _time.Advance(TimeSpan.FromMinutes(1));
        await Wait.UntilAsync(() => Of(silo) is null);
        Assert.Equal(30, silo.Get<VersionHost>().Plan.Find("two")!.Renewed.Percent);
    }

    [Fact]
    public async Task The_end_of_one_run_is_not_that_of_the_next()
    {
        await using InProcessSilo silo = await StartAsync();
        SiloWarming warming = Warming(silo);
        VersionOptions options = silo.Get<VersionOptions>();
        await warming.WarmAsync("two", 60);
        _time.Advance(options.WarmTimeout);
        await warming.WarmAsync("two", 80);

        // The first would have ended by now.
        _time.Advance(options.WarmTimeout + (options.InForceTimeout / 2));
        Assert.Equal(80, Of(silo)?.Percent);

        warming.End("two");
        Assert.Null(Of(silo));
    }

    private static UserShare? Of(InProcessSilo silo) => silo.Get<VersionHost>().Plan.Find("two")!.Warming;

    private async Task<InProcessSilo> StartAsync()
    {
        InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data);
        await silo.ServeAsync(_folders.Write(new BundleMaker { Version = "one" }));
        await silo.Versions.RegisterAsync(_folders.Write(new BundleMaker { Version = "two", EncoderSeed = 2 }), "test", Cancellation);
        await silo.Versions.ChangeAsync(Catalogs.Change("two", VersionAction.Shadow, 30), Cancellation);
        return silo;
    }

    private SiloWarming Warming(InProcessSilo silo) => new(silo.Get<VersionHost>(), silo.Get<VersionWarmer>(), silo.Get<VersionOptions>(), _time);
}
