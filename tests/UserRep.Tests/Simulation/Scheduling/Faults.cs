namespace UserRep.Tests.Simulation.Scheduling;

/// <summary>What goes wrong, and how long things take, by the seed. Some seeds are calm, some are storms.</summary>
internal sealed class Faults(Random random, TimeProvider time, double intensity)
{
    /// <summary>Gets or sets a value indicating whether things go wrong; after healing only time passes.</summary>
    public bool AreOn { get; set; } = true;

    public Random Random => random;

    public bool Strike(double probability) => AreOn && random.NextDouble() < probability * intensity;

    /// <summary>Takes as long as a step takes: mostly some milliseconds, now and then far longer.</summary>
    public Task DelayAsync(double scale = 1)
    {
        double ms = 0.05 + (random.NextDouble() * 4);
        if (Strike(0.05))
        {
            ms *= 10 + random.Next(200);
        }

        return Task.Delay(TimeSpan.FromMilliseconds(ms * scale), time);
    }

    public Task DelayAsync(TimeSpan from, TimeSpan to) => Task.Delay(from + ((to - from) * random.NextDouble()), time);
}
