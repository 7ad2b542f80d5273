using UserRep.Grains.Hosting;

namespace UserRep.Grains.Erasures;

/// <summary>Keeps a receipt, stored before a call returns. One that is finished is not opened again by a call that was late.</summary>
[GrainType("erasure")]
internal sealed class ErasureGrain([PersistentState("receipt", GrainsHosting.StorageName)] IPersistentState<ErasureState> state) : Grain, IErasureGrain
{
    public Task<ErasureReceipt?> GetAsync() => Task.FromResult(state.State.Receipt);

    public async Task PutAsync(ErasureReceipt receipt)
    {
        ErasureState before = state.State;
        if (before.Receipt is { State: ReceiptState.Finished } && receipt.State == ReceiptState.Open)
        {
            return;
        }

        state.State = new ErasureState { Receipt = receipt };
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // What is stored now is unknown: the next activation reads it.
            state.State = before;
            DeactivateOnIdle();
            throw;
        }
    }
}
