namespace UserRep.Training.Service;

/// <summary>Which events to send, and how.</summary>
internal sealed record ReplayRequest
{
    /// <summary>Only events at or after this moment, in milliseconds since 1970 UTC.</summary>
    public long FromMs { get; init; } = long.MinValue;

    /// <summary>Only events before this moment.</summary>
    public long UntilMs { get; init; } = long.MaxValue;

    /// <summary>How many times faster than they happened; null for as fast as the service takes them.</summary>
    public double? Speed { get; init; }

    public int BatchEvents { get; init; } = 500;

    /// <summary>Requests under way at once. A user's events always go one after the other.</summary>
    public int Lanes { get; init; } = 4;
}
