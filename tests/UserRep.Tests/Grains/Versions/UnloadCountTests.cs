using UserRep.Grains.Embeddings;
using UserRep.Grains.Encoding;
using UserRep.Grains.Intake;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Routing;
using UserRep.Tests.Grains.Hosting;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Grains.Versions;

/// <summary>Versions come, are read and go: of none is anything left that a reader or an event would have to pass.</summary>
public sealed class UnloadCountTests : IDisposable
{
    private const int Warm = 5;
    private const int Cycles = 30;

    private readonly SiloFolders _folders = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task What_a_version_had_is_gone_with_it()
    {
        await using InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data);
        await silo.ServeAsync(_folders.Write(new BundleMaker { Version = "current" }));
        long position = await silo.SendAsync("ann", new IncomingEvent { EventId = "1", Type = "play", ItemId = "item-3" });
        List<WeakReference> gone = [];
        string settled = string.Empty;
        for (int cycle = 1; cycle <= Cycles; cycle++)
        {
            gone.Add(await CycleAsync(silo, $"v{cycle}", cycle + 1, position));
            settled = cycle == Warm ? Counts(silo) : settled;
        }

        Assert.Equal(settled, Counts(silo));

        // Sessions, item tables and queues: all of a version hangs on it. The last may still be held by whoever read it.
        await silo.ReadAsync("ann", position);
        await Wait.UntilAsync(() =>
        {
            GC.Collect();
            return gone.Count(version => version.IsAlive) <= 2;
        });
    }

    private async Task<WeakReference> CycleAsync(InProcessSilo silo, string name, int seed, long position)
    {
        await silo.Versions.RegisterAsync(_folders.Write(new BundleMaker { Version = name, EncoderSeed = seed, ItemSeed = seed }), "test", Cancellation);
        Assert.Equal(position, (await silo.ReadAsync("ann", position, name)).Info.Position);
        WeakReference served = new(silo.Get<VersionHost>().Plan.Find(name));
        foreach (VersionAction action in (VersionAction[])[VersionAction.Drain, VersionAction.Retire])
        {
            await silo.Versions.ChangeAsync(new VersionChange { Version = name, Action = action, Actor = "test", Reason = "test", IsForced = true }, Cancellation);
        }

        await silo.Versions.DeleteFilesAsync(name, Cancellation);
        return served;
    }

    private static string Counts(InProcessSilo silo)
    {
        ServingPlan plan = silo.Get<VersionHost>().Plan;
        return $"{plan.Versions.Count} versions, {plan.Spaces.Count} spaces, {plan.EventTypes.Count} types, {silo.Get<EncodeMeters>().Count} meters, {silo.Get<ReadCounters>().Count} counters, {silo.Get<EmbeddingTable>().Bytes} bytes of vectors";
    }
}
