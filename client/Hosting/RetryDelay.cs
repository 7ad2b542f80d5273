namespace UserRep.Client;

/// <summary>How long a call waits before it is tried again.</summary>
internal static class RetryDelay
{
    private const int MaxDoublings = 20;
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The longer of the client's own delay, doubled with each try up to 5 seconds, and what the service asks for; and up to half of it
    /// more, so that callers who failed together do not come back together.
    /// </summary>
    /// <param name="first">The wait before the first retry.</param>
    /// <param name="attempt">The retry, from 0.</param>
    /// <param name="asked">What the service asks for, if it does.</param>
    /// <param name="random">From 0 to 1.</param>
    public static TimeSpan Of(TimeSpan first, int attempt, TimeSpan? asked, double random)
    {
        double own = Math.Min(first.TotalMilliseconds * (1L << Math.Min(attempt, MaxDoublings)), _longest.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(Math.Max(own, asked?.TotalMilliseconds ?? 0) * (1 + (random / 2)));
    }
}
