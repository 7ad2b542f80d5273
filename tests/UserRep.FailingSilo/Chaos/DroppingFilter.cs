using Orleans.Streams.Filtering;

namespace UserRep.FailingSilo.Chaos;

/// <summary>Lets a third of what a stream carries go.</summary>
internal sealed class DroppingFilter(Random random) : IStreamFilter
{
    public bool ShouldDeliver(StreamId streamId, object item, string? filterData)
    {
        lock (random)
        {
            return random.Next(3) != 0;
        }
    }
}
