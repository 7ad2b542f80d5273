using UserRep.EventLog.Partitions;
using UserRep.Grains.Silos;
using UserRep.Grains.Users;

namespace UserRep.Grains.Erasures;

/// <summary>Erases users everywhere, and says what was where.</summary>
internal sealed class Eraser(AllSilos silos, IGrainFactory grains, PartitionMap partitions, TimeProvider time)
{
    private const string IdFormat = "N";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <summary>Erases a user. Once begun it goes on to the receipt, whether or not whoever asked still waits.</summary>
    public async Task<ErasureReceipt> EraseAsync(string userId, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        SiloAddress[] asked = [.. silos.Active];
        SiloErasure?[] held = await AskAsync(silo => silo.LookForAsync(userId)).ConfigureAwait(false);
        UserErasure erased = await grains.GetGrain<IUserGrain>(userId).EraseAsync().ConfigureAwait(false);

        // Those that joined since have nothing: they load what the log has.
        SiloErasure?[] left = await AskAsync(silo => silo.ForgetAsync(userId)).ConfigureAwait(false);
        ErasureReceipt receipt = new(
            Guid.CreateVersion7(time.GetUtcNow()).ToString(IdFormat),
            time.GetUtcNow().ToUnixTimeMilliseconds(),
            partitions.PartitionOf(userId),
            erased.Events,
            erased.Snapshots,
            [.. held.OfType<SiloErasure>()],
            [.. asked.Where((_, i) => left[i] is not { Versions.Count: 0 }).Select(silo => silo.Endpoint.ToString())]);
        await grains.GetGrain<IErasureGrain>(receipt.Id).PutAsync(receipt).ConfigureAwait(false);
        return receipt;

        Task<SiloErasure?[]> AskAsync(Func<ISiloService, Task<SiloErasure>> ask) => Task.WhenAll(asked.Select(silo => silos.TryAskAsync(silo, ask, _patience, CancellationToken.None)));
    }

    /// <returns>The receipt; null if there is none.</returns>
    public async Task<ErasureReceipt?> FindAsync(string id, CancellationToken cancellation) =>
        Guid.TryParseExact(id, IdFormat, out _) ? await grains.GetGrain<IErasureGrain>(id).GetAsync().WaitAsync(cancellation).ConfigureAwait(false) : null;
}
