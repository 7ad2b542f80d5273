namespace UserRep.Training.Simulation;

internal static class TimeUnits
{
    public const long SecondMs = 1_000;

    public const long MinuteMs = 60 * SecondMs;

    public const long HourMs = 60 * MinuteMs;

    public const long DayMs = 24 * HourMs;
}
