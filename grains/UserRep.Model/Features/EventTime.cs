namespace UserRep.Model.Features;

/// <summary>The times that are taken: the years 1 to 9999, so that a difference of two cannot overflow.</summary>
internal static class EventTime
{
    private static readonly long EarliestMs = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long LatestMs = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public static bool IsValid(long milliseconds) => milliseconds >= EarliestMs && milliseconds <= LatestMs;

    public static void Require(long milliseconds)
    {
        if (!IsValid(milliseconds))
        {
            throw new ArgumentOutOfRangeException(nameof(milliseconds), milliseconds, "The time is not within the years 1 to 9999, in milliseconds since 1970 UTC.");
        }
    }
}
