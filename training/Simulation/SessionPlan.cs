namespace UserRep.Training.Simulation;

/// <summary>When a user's sessions begin: one as each stretch of activity begins, the others a Poisson process.</summary>
internal sealed class SessionPlan
{
    // More would run into each other and through the night.
    private const double MaxSessionsPerDay = 15;

    private readonly double _sessionsPerDay;
    private readonly long _endMs;

    private SessionPlan(double sessionsPerDay, long endMs) => (_sessionsPerDay, _endMs) = (sessionsPerDay, endMs);

    /// <summary>Finds the sessions a day at which users reach the mean of events that was asked for.</summary>
    /// <param name="options">The mean and the span.</param>
    /// <param name="eventsPerSession">Mean number of events of a session.</param>
    /// <param name="otherEvents">Mean number of a user's events outside of sessions.</param>
    /// <param name="random">For the sample of lives that the span allows.</param>
    public static SessionPlan For(SimulationOptions options, double eventsPerSession, double otherEvents, SeededRandom random)
    {
        const int Sample = 4_096;
        double days = 0;
        double stretches = 0;
        for (int i = 0; i < Sample; i++)
        {
            Lifecycle life = Lifecycle.Draw(options, Countries.Table.Draw(random), random);
            stretches += life.Active.Count;
            days += life.Active.Sum(stretch => (double)(stretch.ToMs - stretch.FromMs)) / TimeUnits.DayMs;
        }

        double sessions = ((options.MeanEventsPerUser - otherEvents) / eventsPerSession) - (stretches / Sample);
        return new SessionPlan(Math.Max(0, sessions) / (days / Sample), options.EndMs);
    }

    /// <summary>Starts of sessions in order, milliseconds since 1970 UTC.</summary>
    public List<long> Starts(Listener listener, Lifecycle life, SeededRandom random)
    {
        double rate = Math.Min(_sessionsPerDay * listener.Habits.Activity, MaxSessionsPerDay);
        List<long> starts = [];
        foreach ((long from, long to) in life.Active)
        {
            starts.Add(from);
            if (rate > 0)
                AddRest(starts, from, to, 1 / rate, listener.Country, random);
        }

        starts.Sort();
        return starts;
    }

    private void AddRest(List<long> starts, long from, long to, double meanGapDays, int country, SeededRandom random)
    {
        double meanGapMs = meanGapDays * TimeUnits.DayMs;
        for (double at = from + random.Exponential(meanGapMs); at < to; at += random.Exponential(meanGapMs))
        {
            long day = (long)at / TimeUnits.DayMs * TimeUnits.DayMs;
            long start = DayPattern.Moment(day, country, random);
            // A moment before the stretch, where its first day is cut, moves to the next day.
            if (start < from)
                start += TimeUnits.DayMs;
            if (start < _endMs)
                starts.Add(start);
        }
    }
}
