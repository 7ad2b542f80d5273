namespace UserRep.Grains.Erasures;

/// <summary>What is stored of an erasure.</summary>
[GenerateSerializer]
[Alias("userrep.erasure-state")]
internal sealed class ErasureState
{
    [Id(0)]
    public ErasureReceipt? Receipt { get; set; }
}
