namespace UserRep.Training.Simulation;

/// <summary>What to simulate. Equal options give equal data sets, bit for bit.</summary>
internal sealed class SimulationOptions
{
    /// <summary>Gets the number of users, 1 to 100 million.</summary>
    /// <value>20,000.</value>
    public int Users { get; init; } = 20_000;

    /// <summary>Gets the number of tracks in the catalogue, 100 to 5 million; about 220 bytes of memory each.</summary>
    /// <value>10,000.</value>
    public int Items { get; init; } = 10_000;

    /// <summary>Gets the length of the simulated span in days, 1 to 3,650.</summary>
    /// <value>365.</value>
    public int Days { get; init; } = 365;

    /// <summary>Gets the seed of everything random.</summary>
    /// <value>1.</value>
    public long Seed { get; init; } = 1;

    /// <summary>Gets the first day of the span, from midnight UTC.</summary>
    /// <value>2025-01-01: fixed, so that a command repeated next year writes the same times.</value>
    public DateOnly Start { get; init; } = new(2025, 1, 1);

    /// <summary>Gets the events that a user has on average, likes, skips and onboarding picks included.</summary>
    /// <value>50.</value>
    public double MeanEventsPerUser { get; init; } = 50;

    /// <summary>Gets the first moment of the span, milliseconds since 1970 UTC.</summary>
    public long StartMs => new DateTimeOffset(Start, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>Gets the first moment after the span, milliseconds since 1970 UTC.</summary>
    public long EndMs => StartMs + (Days * TimeUnits.DayMs);
}
