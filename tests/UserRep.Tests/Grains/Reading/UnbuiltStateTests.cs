using UserRep.Grains.Errors;
using UserRep.Grains.Intake;
using UserRep.Grains.Reading;
using UserRep.Model.Features;
using UserRep.Tests.Grains.Hosting;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Grains.Reading;

/// <summary>A read of a version whose state of the user is still being built from the log: it waits, then says so; it never calls a known user cold.</summary>
public sealed class UnbuiltStateTests : IAsyncLifetime
{
    private readonly SiloFolders _folders = new();
    private InProcessSilo _silo = null!;

    public async ValueTask InitializeAsync() => _silo = await InProcessSilo.StartAsync(_folders.Data, options => options.Reading.Timeout = TimeSpan.FromMilliseconds(300));

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _folders.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_waits_within_its_deadline_and_then_is_not_ready_and_never_cold(bool isLive)
    {
        await _silo.ServeAsync(_folders.Write(new BundleMaker { Version = "one" }));
        long position = await _silo.SendAsync("ann", new IncomingEvent { EventId = "1", Type = "play", ItemId = "item-3" });
        if (isLive)
        {
            Assert.Equal(position, (await _silo.ReadAsync("ann", position)).Info.Position);
        }

        TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _silo.Log.UserWasRead = user => user == "ann" ? open.Task : Task.CompletedTask;
        await _silo.Versions.RegisterAsync(_folders.Write(new BundleMaker { Version = "two", Spec = new BundleMaker().Spec with { TimeScales = [TimeScale.FromDays(2)] } }), "test", CancellationToken.None);
        Task<(EmbeddingInfo Info, float[] Vector)>[] reads = [.. Enumerable.Range(0, 4).Select(_ => _silo.ReadAsync("ann", version: "two"))];

        foreach ((EmbeddingInfo info, float[] vector) in await Task.WhenAll(reads))
        {
            Assert.Equal((ServiceError.NotReady, true), (info.Failure?.Error, info.Failure?.RetryAfter > TimeSpan.Zero));
            Assert.NotEqual(Freshness.Cold, info.Freshness);
            Assert.All(vector, number => Assert.Equal(0, number));
        }

        // Somebody the log knows nothing of waits for nobody.
        Assert.Equal((Freshness.Cold, null), ((await _silo.ReadAsync("nobody", version: "two")).Info.Freshness, (await _silo.ReadAsync("nobody", version: "two")).Info.Failure));
        open.SetResult();
        EmbeddingInfo built = (await _silo.ReadAsync("ann", version: "two")).Info;
        Assert.Equal((position, null), (built.Position, built.Failure));
        Assert.NotEqual(Freshness.Cold, built.Freshness);
    }
}
