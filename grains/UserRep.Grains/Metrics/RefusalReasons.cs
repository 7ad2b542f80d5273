namespace UserRep.Grains.Metrics;

/// <summary>Why events are not accepted, as a label.</summary>
internal static class RefusalReasons
{
    /// <summary>Some event of the request was wrong.</summary>
    public const string Invalid = "invalid";

    /// <summary>The log's queue was full.</summary>
    public const string Busy = "busy";

    /// <summary>The log did not answer in time.</summary>
    public const string Timeout = "timeout";

    /// <summary>The log failed.</summary>
    public const string Unavailable = "unavailable";

    public static readonly IReadOnlyList<string> All = [Invalid, Busy, Timeout, Unavailable];
}
