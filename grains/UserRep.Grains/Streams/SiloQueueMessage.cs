using Orleans.Streams;

namespace UserRep.Grains.Streams;

/// <summary>Events of one stream that were put in together.</summary>
[GenerateSerializer]
[Alias("userrep.silo-queue-message")]
internal sealed class SiloQueueMessage : IBatchContainer
{
    [Id(0)]
    public required StreamId StreamId { get; init; }

    [Id(1)]
    public required IReadOnlyList<object> Events { get; init; }

    [Id(2)]
    public Dictionary<string, object>? Context { get; init; }

    [Id(3)]
    public StreamSequenceToken SequenceToken { get; set; } = null!;

    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>() => Events.OfType<T>().Select(e => Tuple.Create(e, SequenceToken));

    public bool ImportRequestContext()
    {
        foreach ((string key, object value) in Context ?? [])
        {
            RequestContext.Set(key, value);
        }

        return Context is not null;
    }
}
