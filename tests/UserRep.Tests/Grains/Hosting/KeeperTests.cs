using System.Collections.Concurrent;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Grains.Hosting;

/// <summary>Whoever keeps many alive keeps the others alive when one of them cannot be.</summary>
public sealed class KeeperTests : IDisposable
{
    private readonly SiloFolders _folders = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folders.Dispose();

    [Theory]
    [InlineData("IBackfillGrain.WakeAsync")]
    [InlineData("IModelVersionGrain.WakeAsync")]
    public async Task One_that_fails_keeps_nobody_from_being_woken(string call)
    {
        await using InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data);
        foreach (int seed in (int[])[1, 2])
        {
            await silo.Versions.RegisterAsync(_folders.Write(new BundleMaker { Version = $"v{seed}", EncoderSeed = seed, ItemSeed = seed }), "test", Cancellation);
        }

        ConcurrentDictionary<string, int> called = new(StringComparer.Ordinal);
        silo.Calls.Set(call, context =>
        {
            called.AddOrUpdate(context.TargetId.Key.ToString()!, 1, static (_, count) => count + 1);
            throw new IOException("It cannot be activated.");
        });

        await Wait.UntilAsync(() => called.Count == 2);
    }
}
