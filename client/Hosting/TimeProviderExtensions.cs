namespace UserRep.Client;

/// <summary>Moments of a clock.</summary>
internal static class TimeProviderExtensions
{
    /// <summary>The timestamp that a clock has after some time.</summary>
    public static long TimestampIn(this TimeProvider time, TimeSpan wait) => time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
}
