using UserRep.Grains.Embeddings;
using UserRep.Grains.Users;

namespace UserRep.Grains.Erasures;

/// <summary>Has this silo forget a user.</summary>
internal sealed class LocalErasures(EmbeddingTable table, ForgottenUsers forgotten, IGrainFactory grains, ILocalSiloDetails local)
{
    /// <summary>What this silo has of a user.</summary>
    public SiloErasure Look(string userId) => new(local.SiloAddress.Endpoint.ToString(), table.VersionsOf(userId));

    /// <summary>Removes what is left when the log has nothing any more.</summary>
    /// <returns>What it has all the same, as of somebody who came back meanwhile.</returns>
    public async Task<SiloErasure> ForgetAsync(string userId)
    {
        bool isLive = table.Has(userId);
        forgotten.Add(userId);
        table.Clear(userId);
        if (isLive)
        {
            // Whoever lives here, and may not have been asked: what is left of the state goes now, before a snapshot of it is stored.
            await grains.GetGrain<IUserGrain>(userId).DescribeAsync().ConfigureAwait(false);
        }

        return Look(userId);
    }
}
