using Microsoft.Extensions.Logging;
using UserRep.EventLog.Partitions;
using UserRep.Grains.Errors;
using UserRep.Grains.Silos;
using UserRep.Grains.Users;

namespace UserRep.Grains.Erasures;

/// <summary>
/// Erases users everywhere, and says what was where. The receipt is stored, open, before anything is removed, and closed when all is: where
/// this silo ends in the midst, there is one that says so.
/// </summary>
internal sealed class Eraser(AllSilos silos, IGrainFactory grains, PartitionMap partitions, TimeProvider time, ILogger<Eraser> logger)
{
    private const string IdFormat = "N";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _retryAfter = TimeSpan.FromSeconds(1);

    private long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Erases a user. Once begun it goes on to the receipt, whether or not whoever asked still waits.</summary>
    /// <exception cref="UserRepException">The receipt could not be stored, and nothing was erased.</exception>
    /// <exception cref="UnfinishedErasureException">It began and did not come to its end.</exception>
    public async Task<ErasureReceipt> EraseAsync(string userId, string actor, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        SiloAddress[] asked = [.. silos.Active];
        ErasureReceipt open = await OpenAsync(userId, actor, asked).ConfigureAwait(false);
        try
        {
            return await EraseAsync(userId, open, asked).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            throw new UnfinishedErasureException(open.Id, error);
        }
    }

    /// <returns>The receipt; null if there is none.</returns>
    public async Task<ErasureReceipt?> FindAsync(string id, CancellationToken cancellation) =>
        Guid.TryParseExact(id, IdFormat, out _) ? await grains.GetGrain<IErasureGrain>(id).GetAsync().WaitAsync(cancellation).ConfigureAwait(false) : null;

    private async Task<ErasureReceipt> OpenAsync(string userId, string actor, SiloAddress[] asked)
    {
        long nowMs = NowMs;
        ErasureReceipt open = new(
            Guid.CreateVersion7(time.GetUtcNow()).ToString(IdFormat),
            nowMs,
            partitions.PartitionOf(userId),
            Events: 0,
            Snapshots: 0,
            [],
            [.. asked.Select(silo => silo.Endpoint.ToString())],
            ReceiptState.Open,
            nowMs,
            actor);
        try
        {
            await PutAsync(open).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Log.ErasureNotBegun(logger, error);
            throw new UserRepException(ServiceError.Unavailable, "Nothing was erased: the receipt could not be stored, which is done first. Try again.", _retryAfter, error);
        }

        // Whoever asked learns the id with the answer, which does not come if this silo ends before.
        Log.ErasureBegun(logger, open.Id);
        return open;
    }

    private async Task<ErasureReceipt> EraseAsync(string userId, ErasureReceipt open, SiloAddress[] asked)
    {
        SiloErasure?[] held = await AskAsync(silo => silo.LookForAsync(userId)).ConfigureAwait(false);
        UserErasure erased = await grains.GetGrain<IUserGrain>(userId).EraseAsync().ConfigureAwait(false);
        ErasureReceipt known = open with { AtMs = NowMs, Events = erased.Events, Snapshots = erased.Snapshots };
        Task noting = PutAsync(known);

        // Those that joined since have nothing: they load what the log has.
        SiloErasure?[] left = await AskAsync(silo => silo.ForgetAsync(userId)).ConfigureAwait(false);

        // If that failed, closing it says the same, or fails as well.
        await noting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ErasureReceipt finished = known with
        {
            AtMs = NowMs,
            Silos = [.. held.OfType<SiloErasure>()],
            Silent = [.. asked.Where((_, i) => left[i] is not { Versions.Count: 0 }).Select(silo => silo.Endpoint.ToString())],
            State = ReceiptState.Finished,
        };
        await PutAsync(finished).ConfigureAwait(false);
        return finished;

        Task<SiloErasure?[]> AskAsync(Func<ISiloService, Task<SiloErasure>> ask) => Task.WhenAll(asked.Select(silo => silos.TryAskAsync(silo, ask, _patience, CancellationToken.None)));
    }

    private Task PutAsync(ErasureReceipt receipt) => grains.GetGrain<IErasureGrain>(receipt.Id).PutAsync(receipt);
}
