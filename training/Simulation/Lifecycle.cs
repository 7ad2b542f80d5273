namespace UserRep.Training.Simulation;

/// <summary>When a user signed up, and the stretches of time in which the user listens at all.</summary>
/// <param name="SignUpMs">Milliseconds since 1970 UTC; may lie before the span.</param>
/// <param name="Active">Stretches within the span in order, from (inclusive) to (exclusive); at least one.</param>
internal sealed record Lifecycle(long SignUpMs, IReadOnlyList<(long FromMs, long ToMs)> Active)
{
    /// <summary>Share of users who signed up before the span.</summary>
    public const double EarlierUserShare = 0.3;

    private const double EarlierMeanDays = 250;
    private const double FirstSeenMeanDays = 8;
    private const double ActiveMeanDays = 110;
    private const double LeavesForGood = 0.4;
    private const double IdleMinDays = 30;
    private const double IdleMeanExtraDays = 45;

    public static Lifecycle Draw(SimulationOptions options, int country, SeededRandom random)
    {
        bool isEarlier = random.Chance(EarlierUserShare);
        long signUp = isEarlier
            ? options.StartMs - TimeUnits.MinuteMs - Days(random.Exponential(EarlierMeanDays))
            : SignUp(options, country, random);
        long first = isEarlier ? options.StartMs + FirstSeen(options, random) : signUp;
        return new Lifecycle(signUp, Stretches(first, options.EndMs, random));
    }

    private static long SignUp(SimulationOptions options, int country, SeededRandom random)
    {
        long moment = DayPattern.Moment(options.StartMs + (random.NextInt(options.Days) * TimeUnits.DayMs), country, random);
        // Time zones reach over both ends; the last hour is left for the first session.
        return Math.Clamp(moment, options.StartMs, options.EndMs - TimeUnits.HourMs);
    }

    private static long FirstSeen(SimulationOptions options, SeededRandom random)
    {
        long latest = (options.EndMs - options.StartMs) / 2;
        return Math.Min(Days(random.Exponential(FirstSeenMeanDays)), latest);
    }

    private static List<(long FromMs, long ToMs)> Stretches(long from, long end, SeededRandom random)
    {
        List<(long, long)> stretches = [];
        while (from < end)
        {
            long to = Math.Min(from + Days(random.Exponential(ActiveMeanDays)), end);
            stretches.Add((from, to));
            from = random.Chance(LeavesForGood) ? end : to + Days(IdleMinDays + random.Exponential(IdleMeanExtraDays));
        }

        return stretches;
    }

    private static long Days(double days) => (long)(days * TimeUnits.DayMs);
}
