namespace UserRep.Grains.Versions.Consumers;

/// <summary>Registers and lists consumers, on any silo.</summary>
internal sealed class ConsumerRegistry(CatalogSync sync) : IConsumerRegistry
{
    public async Task<ConsumerStatus> PutAsync(ConsumerInfo consumer, string actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(consumer);
        ConsumerStatus status = await sync.Catalog.PutConsumerAsync(consumer, actor).ConfigureAwait(false);
        await sync.InForceAsync(cancellation).ConfigureAwait(false);
        return status;
    }

    public async Task RemoveAsync(string name, string actor, CancellationToken cancellation)
    {
        await sync.Catalog.RemoveConsumerAsync(name, actor).ConfigureAwait(false);
        await sync.InForceAsync(cancellation).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<ConsumerStatus>> ListAsync(CancellationToken cancellation)
    {
        // So that what was read here up to now is counted.
        await sync.SyncAsync(cancellation).ConfigureAwait(false);
        return await sync.Catalog.ConsumersAsync().WaitAsync(cancellation).ConfigureAwait(false);
    }
}
