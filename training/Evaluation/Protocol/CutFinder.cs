using UserRep.Training.Datasets;

namespace UserRep.Training.Evaluation.Protocol;

/// <summary>Finds the moments to look at each user. Reads no label: only when events were.</summary>
internal sealed class CutFinder(EventTable table, TimeSplit split, ProtocolOptions options)
{
    // Of fewer a stage would say nothing.
    private const int FewestCurveUsers = 50;

    private readonly List<Cut> _cuts = [];

    public List<Cut> Find()
    {
        for (int user = 0; user < table.UserCount; user++)
        {
            Range range = table.EventsOf(user);
            if (range.End.Value > range.Start.Value)
            {
                AddLive(user, range.Start.Value, range.End.Value);
                AddWeekly(user, range.Start.Value, range.End.Value);
                AddColdStart(user, range.Start.Value, range.End.Value);
            }
        }

        AddCurve();
        return _cuts;
    }

    /// <summary>After the 1st, 2nd, 3rd, 5th, 8th, 13th … event; where times tie, after the last of them.</summary>
    private void AddLive(int user, int start, int end)
    {
        (int previous, int count) = (1, 1);
        while (count <= end - start)
        {
            int cutEnd = table.PastTies(start + count, end);
            Add(user, table.TimesMs[cutEnd - 1], options.HorizonMs, cutEnd, 0, CutKind.Live);
            (previous, count) = (count, previous + count);
            while (count <= cutEnd - start)
            {
                (previous, count) = (count, previous + count);
            }
        }
    }

    private void AddWeekly(int user, int start, int end)
    {
        long first = split.FitUntilMs + 1;
        long week = 7 * ProtocolOptions.DayMs;
        int cutEnd = start;
        for (long moment = first; moment <= split.EndMs; moment += week)
        {
            while (cutEnd < end && table.TimesMs[cutEnd] <= moment)
            {
                cutEnd++;
            }

            if (cutEnd > start)
            {
                Add(user, moment, options.HorizonMs, cutEnd, 0, CutKind.Weekly);
            }
        }
    }

    private void AddColdStart(int user, int start, int end)
    {
        if (end - start > options.Picks)
        {
            int cutEnd = table.PastTies(start + options.Picks, end);
            long moment = table.TimesMs[cutEnd - 1];
            long ahead = table.TimesMs[start] + options.FirstDayMs - moment;
            if (ahead > 0 && split.PeriodOf(table.TimesMs[start], moment) is not null)
            {
                Add(user, moment, ahead, cutEnd, cutEnd - start, CutKind.ColdStart);
            }
        }
    }

    /// <summary>
    /// A few new users of the test at every stage, the same at each; and once more after as many events as there are picks, which then
    /// count as picks. Where hardly anybody's first day goes so far, the last stages are left out.
    /// </summary>
    private void AddCurve()
    {
        int[] stages = [.. options.CurveEvents.Order()];
        int[] users = WhoReach(stages);
        while (users.Length < Math.Min(FewestCurveUsers, options.CurveUsers) && stages.Length > 1)
        {
            stages = stages[..^1];
            users = WhoReach(stages);
        }

        foreach (int user in users)
        {
            _cuts.AddRange(stages.Select(events => CurveCut(user, events, picks: 0)!.Value));
            if (stages.Contains(options.Picks))
            {
                _cuts.Add(CurveCut(user, options.Picks, options.Picks)!.Value);
            }
        }
    }

    private int[] WhoReach(int[] stages) =>
    [
        .. Enumerable.Range(0, table.UserCount)
            .Where(user => Array.TrueForAll(stages, events => CurveCut(user, events, picks: 0) is not null))
            .OrderBy(user => HashCodes.Of(options.Seed, user))
            .Take(options.CurveUsers),
    ];

    private Cut? CurveCut(int user, int events, int picks)
    {
        (int start, int end) = (table.EventsOf(user).Start.Value, table.EventsOf(user).End.Value);
        if (end - start <= events || split.PeriodOf(table.TimesMs[start], table.TimesMs[start] + options.FirstDayMs) != Period.Test)
        {
            return null;
        }

        int cutEnd = events == 0 ? start : table.PastTies(start + events, end);
        long moment = table.TimesMs[Math.Max(start, cutEnd - 1)];
        bool onlyThese = cutEnd - start == events && moment < table.TimesMs[start] + options.FirstDayMs;
        return onlyThese ? new Cut(user, moment, cutEnd, picks, CutKind.Curve, Period.Test) : null;
    }

    private void Add(int user, long moment, long aheadMs, int cutEnd, int picks, CutKind kind)
    {
        if (split.PeriodOf(moment, moment + aheadMs) is { } period)
        {
            bool validates = period == Period.Train && Validates(user);
            _cuts.Add(new Cut(user, moment, cutEnd, picks, kind, validates ? Period.Validation : period));
        }
    }

    private bool Validates(int user) => (uint)HashCodes.Of(table.UserIds[user]) % (uint)options.ValidationShare == 0;
}
