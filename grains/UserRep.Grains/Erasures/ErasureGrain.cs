using UserRep.Grains.Hosting;

namespace UserRep.Grains.Erasures;

/// <summary>Keeps a receipt.</summary>
[GrainType("erasure")]
internal sealed class ErasureGrain([PersistentState("receipt", GrainsHosting.StorageName)] IPersistentState<ErasureState> state) : Grain, IErasureGrain
{
    public Task<ErasureReceipt?> GetAsync() => Task.FromResult(state.State.Receipt);

    public async Task PutAsync(ErasureReceipt receipt)
    {
        state.State = new ErasureState { Receipt = receipt };
        await state.WriteStateAsync();
    }
}
