namespace UserRep.Grains.Erasures;

/// <summary>What was removed of a user, and where. It does not say of whom: whoever asked for it keeps it with the request.</summary>
/// <param name="Id">By which it is found again.</param>
/// <param name="AtMs">When it was done, or as of when it is open, milliseconds since 1970 UTC.</param>
/// <param name="Partition">The partition of the log.</param>
/// <param name="Events">Events removed from the log; as far as is known while it is open.</param>
/// <param name="Snapshots">Snapshots removed; as far as is known while it is open.</param>
/// <param name="Silos">What each silo had in memory; none while it is open.</param>
/// <param name="Silent">Silos that did not say that they have nothing any more. One that ended has nothing; where one lives, erase again.</param>
/// <param name="State">Whether the erasure has come to its end. Where it stays open, erase again.</param>
/// <param name="AskedAtMs">When it was asked for, milliseconds since 1970 UTC; null in receipts of before this was kept.</param>
/// <param name="AskedBy">Who asked for it; null in receipts of before this was kept.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.erasure-receipt")]
public sealed record ErasureReceipt(
    [property: Id(0)] string Id,
    [property: Id(1)] long AtMs,
    [property: Id(2)] int Partition,
    [property: Id(3)] long Events,
    [property: Id(4)] int Snapshots,
    [property: Id(5)] IReadOnlyList<SiloErasure> Silos,
    [property: Id(6)] IReadOnlyList<string> Silent,
    [property: Id(7)] ReceiptState State = ReceiptState.Finished,
    [property: Id(8)] long? AskedAtMs = null,
    [property: Id(9)] string? AskedBy = null);
