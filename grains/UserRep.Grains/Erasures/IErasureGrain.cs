namespace UserRep.Grains.Erasures;

/// <summary>Keeps a receipt; the key is its id.</summary>
[Alias("userrep.erasure")]
internal interface IErasureGrain : IGrainWithStringKey
{
    /// <returns>The receipt; null if there is none.</returns>
    [Alias("get")]
    Task<ErasureReceipt?> GetAsync();

    [Alias("put")]
    Task PutAsync(ErasureReceipt receipt);
}
