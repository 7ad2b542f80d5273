using UserRep.Grains.Versions.Consumers;

namespace UserRep.Silo.Dashboard.Consumers;

/// <summary>Vectors a second that each consumer reads, from what it had read in all at two looks.</summary>
internal sealed class ReadRates
{
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(10);

    // Silos tell once a second what was read there.
    private static readonly TimeSpan _least = TimeSpan.FromSeconds(0.9);

    private readonly List<(DateTimeOffset At, Dictionary<string, long> Counts)> _looks = [];

    public void Take(IReadOnlyList<ConsumerStatus> consumers, DateTimeOffset now)
    {
        _looks.Add((now, consumers.ToDictionary(c => c.Consumer.Name, c => c.ReadCounts.Values.Sum(), StringComparer.Ordinal)));
        _looks.RemoveAll(look => look.At < now - _window);
    }

    /// <summary>The rate of the last ten seconds; null where nothing is known of it yet.</summary>
    public double? PerSecond(string consumer)
    {
        (long grown, TimeSpan time) = (0, TimeSpan.Zero);
        foreach ((var before, var after) in _looks.Zip(_looks.Skip(1)))
        {
            // Counts begin anew with the service, and a sum that falls says nothing.
            if (before.Counts.TryGetValue(consumer, out long first) && after.Counts.TryGetValue(consumer, out long last) && last >= first)
            {
                (grown, time) = (grown + last - first, time + (after.At - before.At));
            }
        }

        return time < _least ? null : grown / time.TotalSeconds;
    }
}
