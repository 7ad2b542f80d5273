namespace UserRep.Grains.Erasures;

/// <summary>Whether an erasure has come to its end.</summary>
public enum ReceiptState
{
    /// <summary>It has: what the receipt says is all that was removed. Receipts of before there were others are of this state.</summary>
    Finished = 0,

    /// <summary>It is under way, or ended before it was done, as where its silo did: what the receipt says is what is known to be removed.</summary>
    Open = 1,
}
