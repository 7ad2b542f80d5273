namespace UserRep.Grains.Users;

/// <summary>How an event of the log travels between silos; the log itself knows nothing of Orleans.</summary>
[GenerateSerializer]
[Alias("userrep.log-event")]
internal struct LogEventSurrogate
{
    [Id(0)]
    public int Partition;

    [Id(1)]
    public long Offset;

    [Id(2)]
    public long Prev;

    [Id(3)]
    public string? UserId;

    [Id(4)]
    public string EventId;

    [Id(5)]
    public string Type;

    [Id(6)]
    public string? ItemId;

    [Id(7)]
    public long TimestampMs;

    [Id(8)]
    public long ReceivedAtMs;

    [Id(9)]
    public float Value;

    [Id(10)]
    public Dictionary<string, string?>? Attributes;

    [Id(11)]
    public string? Trace;
}
