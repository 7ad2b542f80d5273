using UserRep.Training.Datasets;

namespace UserRep.Training.Rows;

/// <summary>
/// Chooses the moments to learn from: after an event at any stage of a history, at idle moments, as a new user with picks only,
/// and as one of whom only the profile is known.
/// </summary>
internal sealed class RowPlanner(EventTable table, RowOptions options)
{
    /// <summary>Whether a user is held out to watch the loss on.</summary>
    public bool IsHeldOut(int user) => user % options.HoldOutShare == 0;

    /// <param name="heldOut">Whether to look at the users that are held out, or at the others.</param>
    /// <param name="draw">Number of the draw; another draw looks at other moments.</param>
    public List<RowPlan> Plan(bool heldOut, int draw)
    {
        Random random = new(unchecked((options.Seed * 7919) + draw));
        int[] users = [.. Enumerable.Range(0, table.UserCount).Where(user => IsHeldOut(user) == heldOut)];
        random.Shuffle(users);
        List<RowPlan> rows = [];
        foreach (int user in users)
        {
            (int start, int end) = KnownEvents(user);
            if (end > start && rows.Count + options.RowsPerUser <= options.RowsPerDraw)
            {
                AddUser(user, start, end, random, rows);
            }
        }

        return rows;
    }

    private (int Start, int End) KnownEvents(int user) => (table.EventsOf(user).Start.Value, table.EndAt(user, options.UntilMs));

    private void AddUser(int user, int start, int end, Random random, List<RowPlan> rows)
    {
        for (int i = 0; i < options.RowsPerUser; i++)
        {
            rows.Add((i % 8) switch
            {
                2 when options.Picks > 0 => NewUser(user, start, end, random),
                4 when options.Picks > 0 => NewUser(user, AnyStart(start, end, random), end, random),
                6 when options.Picks > 0 => NewUser(user, AnyStart(start, end, random), end, random),
                5 when options.Picks > 0 => AfterEvent(user, start, end, options.Picks, random),
                7 when random.Next(4) == 0 => ProfileOnly(user, start),
                3 or 7 => Idle(user, start, end, random),
                _ => AfterEvent(user, start, end, 0, random),
            });
        }
    }

    /// <summary>Right after an event; early stages as often as late ones.</summary>
    private RowPlan AfterEvent(int user, int start, int end, int picks, Random random)
    {
        RowMoment moment = AnyMoment(start, end, random);
        return Row(user, start, moment, Math.Min(picks, moment.EventEnd - start), random);
    }

    private RowPlan Idle(int user, int start, int end, Random random)
    {
        RowMoment moment = AnyMoment(start, end, random);
        long next = moment.EventEnd < end ? table.TimesMs[moment.EventEnd] - 1 : Math.Min(options.UntilMs, moment.AsOfMs + options.LongestIdleMs);
        return Row(user, start, moment with { AsOfMs = moment.AsOfMs + (long)((next - moment.AsOfMs) * random.NextDouble()) }, 0, random);
    }

    /// <summary>
    /// Sees onboarding picks and nothing else, and is to restore what the user turned out to be.
    /// </summary>
    private RowPlan NewUser(int user, int start, int end, Random random)
    {
        RowMoment picked = At(start + Math.Min(end - start, 1 + random.Next((2 * options.Picks) - 1)), end);
        RowMoment later = options.PicksForesee ? AnyMoment(picked.EventEnd - 1, end, random) : picked;
        return new RowPlan(user, start, picked, later, picked.EventEnd - start, 1, 0);
    }

    private RowPlan ProfileOnly(int user, int start)
    {
        RowMoment before = new(table.TimesMs[start], start);
        return new RowPlan(user, start, before, before, 0, 1, 0);
    }

    private RowPlan Row(int user, int start, RowMoment moment, int picks, Random random)
    {
        double keep = random.NextDouble() < options.EventDropShare ? options.EventKeep[random.Next(options.EventKeep.Count)] : 1;
        return new RowPlan(user, start, moment, moment, picks, keep, random.Next());
    }

    /// <summary>Where somebody might have come in: their past is forgotten, which makes more new users to learn from than there were.</summary>
    private static int AnyStart(int start, int end, Random random) => start + random.Next(end - start);

    private RowMoment AnyMoment(int start, int end, Random random)
    {
        int count = (int)Math.Ceiling(Math.Exp(random.NextDouble() * Math.Log(end - start)));
        return At(start + Math.Clamp(count, 1, end - start), end);
    }

    private RowMoment At(int cutEnd, int end)
    {
        cutEnd = table.PastTies(cutEnd, end);
        return new RowMoment(table.TimesMs[cutEnd - 1], cutEnd);
    }
}
