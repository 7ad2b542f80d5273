namespace UserRep.Training.Importing;

/// <summary>How times are written in a file.</summary>
internal enum TimeUnit
{
    /// <summary>Seconds since 1970 UTC, with or without a fraction.</summary>
    S,

    /// <summary>Milliseconds since 1970 UTC.</summary>
    Ms,

    /// <summary>ISO 8601, UTC unless it says otherwise.</summary>
    Iso,
}
