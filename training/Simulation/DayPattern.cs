namespace UserRep.Training.Simulation;

/// <summary>When in the day people listen: on the way to work and in the evening, at weekends later and longer.</summary>
internal static class DayPattern
{
    private static readonly AliasTable Weekday =
        new([2, 1, 1, 1, 1, 2, 5, 9, 10, 7, 6, 6, 7, 6, 6, 7, 8, 10, 11, 11, 10, 8, 6, 4]);

    private static readonly AliasTable Weekend =
        new([5, 3, 2, 1, 1, 1, 2, 3, 5, 7, 9, 9, 9, 8, 8, 8, 9, 9, 10, 11, 11, 10, 9, 7]);

    /// <summary>A moment of the local day that begins in UTC at <paramref name="dayMs"/>, as UTC.</summary>
    public static long Moment(long dayMs, int country, SeededRandom random)
    {
        // Day 0 of 1970 was a Thursday.
        long weekday = ((dayMs / TimeUnits.DayMs) + 4) % 7;
        int hour = (weekday is 0 or 6 ? Weekend : Weekday).Draw(random);
        long offset = (long)(Countries.All[country].UtcOffsetHours * TimeUnits.HourMs);
        return dayMs + (hour * TimeUnits.HourMs) + (long)(random.NextDouble() * TimeUnits.HourMs) - offset;
    }
}
