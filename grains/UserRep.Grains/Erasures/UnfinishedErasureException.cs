namespace UserRep.Grains.Erasures;

/// <summary>An erasure began and did not come to its end; its receipt stays open.</summary>
/// <param name="receiptId">The receipt.</param>
/// <param name="inner">The cause.</param>
public sealed class UnfinishedErasureException(string receiptId, Exception inner)
    : Exception($"The erasure did not finish: something of the user may be left. Erase again. Receipt {receiptId} says what is known to be removed.", inner)
{
    /// <summary>Gets the id of the receipt.</summary>
    public string ReceiptId => receiptId;
}
