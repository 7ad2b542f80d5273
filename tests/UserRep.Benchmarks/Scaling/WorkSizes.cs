namespace UserRep.Benchmarks.Scaling;

/// <summary>How much of it is done at once.</summary>
internal static class WorkSizes
{
    public const int EventsPerMessage = 100;
    public const int EventCallers = 8;
    public const int SmallRead = 20;
    public const int LargeRead = 500;
    public const int ReadCallers = 64;

    /// <summary>The client sends together what several callers want at once; here it is to send a read as it is.</summary>
    public const int BatchCallers = 1;
}
