namespace UserRep.Grains.Partitions;

/// <summary>A batch that was handed out: done when all its users are.</summary>
internal sealed class DeliveryTicket(long lastOffset)
{
    public long LastOffset => lastOffset;

    public int Open { get; set; }
}
