namespace UserRep.Grains.Versions.Retirements;

/// <summary>Asks the catalogue, on any silo.</summary>
internal sealed class RetirementList(CatalogSync sync) : IRetirements
{
    public async Task<IReadOnlyList<RetirementNeeds>> ListAsync(CancellationToken cancellation)
    {
        // So that what was read here up to now is counted.
        await sync.SyncAsync(cancellation).ConfigureAwait(false);
        return await sync.Catalog.RetirementsAsync().WaitAsync(cancellation).ConfigureAwait(false);
    }
}
