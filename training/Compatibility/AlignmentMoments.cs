using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Protocol;

namespace UserRep.Training.Compatibility;

/// <summary>
/// The moments at which users are looked at in both spaces: twice right after an event, early stages as often as late ones, once in the
/// pause that follows, and once after the first events, as picks.
/// </summary>
/// <param name="table">Users and events; none later than training may know of.</param>
/// <param name="parts">What each user is for.</param>
/// <param name="options">How many users, and the picks.</param>
/// <param name="untilMs">The last moment that training may know of.</param>
internal sealed class AlignmentMoments(EventTable table, UserParts parts, AlignmentOptions options, long untilMs)
{
    public int UsersWithEvents => Enumerable.Range(0, table.UserCount).Count(HasEvents);

    public Cut[] Find()
    {
        Random random = new(options.Seed);
        return
        [
            .. Enumerable.Range(0, table.UserCount).Where(HasEvents)
                .OrderBy(user => EventSample.Rank(table.UserIds[user], options.Seed)).Take(options.MostUsers)
                .SelectMany(user => Of(user, random)),
        ];
    }

    private bool HasEvents(int user) => table.Offsets[user + 1] > table.Offsets[user];

    private Cut[] Of(int user, Random random) =>
        [AfterEvent(user, random), AfterEvent(user, random), Later(AfterEvent(user, random), random), Picks(user)];

    private Cut AfterEvent(int user, Random random)
    {
        int count = table.Offsets[user + 1] - table.Offsets[user];
        int stage = (int)Math.Ceiling(Math.Exp(random.NextDouble() * Math.Log(count)));
        return After(user, Math.Clamp(stage, 1, count), CutKind.Live);
    }

    private Cut Later(Cut cut, Random random)
    {
        long next = cut.EventEnd < table.Offsets[cut.User + 1] ? table.TimesMs[cut.EventEnd] - 1 : Math.Max(cut.AsOfMs, untilMs);
        return cut with { AsOfMs = cut.AsOfMs + (long)((next - cut.AsOfMs) * random.NextDouble()), Kind = CutKind.Weekly };
    }

    private Cut Picks(int user)
    {
        int picks = Math.Min(Math.Max(1, options.Picks), table.Offsets[user + 1] - table.Offsets[user]);
        Cut cut = After(user, picks, CutKind.ColdStart);
        return cut with { Picks = options.Picks == 0 ? 0 : cut.EventEnd - table.Offsets[user] };
    }

    private Cut After(int user, int events, CutKind kind)
    {
        int end = table.PastTies(table.Offsets[user] + events, table.Offsets[user + 1]);
        return new Cut(user, table.TimesMs[end - 1], end, 0, kind, parts.Of(table.UserIds[user]));
    }
}
