namespace UserRep.Grains.Partitions;

/// <summary>How far a partition was; only saves looking at events again.</summary>
[GenerateSerializer]
[Alias("userrep.checkpoint")]
internal sealed class PartitionCheckpoint
{
    [Id(0)]
    public long Epoch { get; set; }

    [Id(1)]
    public long Offset { get; set; }
}
