using Orleans.Runtime.Services;

namespace UserRep.Grains.Silos;

/// <summary>Asks every silo of the cluster, this one included.</summary>
internal sealed class AllSilos(IServiceProvider services, IClusterMembershipService membership, ILocalSiloDetails local, TimeProvider time)
    : GrainServiceClient<ISiloService>(services), IOtherSilos
{
    /// <summary>Gets their addresses.</summary>
    public IEnumerable<SiloAddress> Active => membership.CurrentSnapshot.Members.Values.Where(m => m.Status == SiloStatus.Active).Select(m => m.SiloAddress);

    /// <summary>Gets those of the others where users may be in memory: also where they leave it, or where none has come yet.</summary>
    public IEnumerable<SiloAddress> OthersWithUsers =>
        membership.CurrentSnapshot.Members.Values.Where(m => m.Status is SiloStatus.Joining or SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping).Select(m => m.SiloAddress).Where(silo => !IsHere(silo));

    /// <summary>Asks all of them at once.</summary>
    /// <returns>What they answer.</returns>
    /// <exception cref="OrleansException">One of them cannot be reached.</exception>
    /// <exception cref="TimeoutException">One of them does not answer.</exception>
    public Task<T[]> AskAsync<T>(Func<ISiloService, Task<T>> ask, CancellationToken cancellation) => Task.WhenAll(Active.Select(Of).Select(ask)).WaitAsync(cancellation);

    /// <summary>As above, where there is nothing to answer.</summary>
    /// <exception cref="OrleansException">One of them cannot be reached.</exception>
    /// <exception cref="TimeoutException">One of them does not answer.</exception>
    public Task AskAsync(Func<ISiloService, Task> ask, CancellationToken cancellation) => Task.WhenAll(Active.Select(Of).Select(ask)).WaitAsync(cancellation);

    /// <summary>Asks all of them for what nobody depends on: whoever cannot do it, or not in time, is passed over.</summary>
    public async Task TellAsync(Func<ISiloService, Task> ask, TimeSpan patience, CancellationToken cancellation)
    {
        await Task.WhenAll(Active.Select(Of).Select(ask)).WaitAsync(patience, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Asks one of them, and waits for it no longer than that.</summary>
    /// <returns>What it answers; null if it cannot, or not in time.</returns>
    public async Task<T?> TryAskAsync<T>(SiloAddress silo, Func<ISiloService, Task<T>> ask, TimeSpan patience, CancellationToken cancellation)
        where T : class
    {
        Task<T> asked = AskAsync();
        await ((Task)asked.WaitAsync(patience, time, cancellation)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        return asked.IsCompletedSuccessfully ? await asked.ConfigureAwait(false) : null;

        // Of one who is gone by now even the reference may be refused.
        async Task<T> AskAsync() => await ask(Of(silo)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<bool[]?> TryHasAsync(SiloAddress silo, string[] userIds, TimeSpan patience) => TryAskAsync(silo, s => s.HasAsync(userIds), patience, CancellationToken.None);

    /// <summary>One of them.</summary>
    public ISiloService Of(SiloAddress silo) => GetGrainService(silo);

    /// <summary>Whether an address is this silo's.</summary>
    public bool IsHere(SiloAddress silo) => silo.Equals(local.SiloAddress);

    /// <summary>Whether a silo, by the parsable form of its address, is gone for good.</summary>
    public bool IsGone(string silo) => membership.CurrentSnapshot.GetSiloStatus(SiloAddress.FromParsableString(silo)) == SiloStatus.Dead;
}
