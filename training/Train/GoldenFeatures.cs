using UserRep.Model.Features;
using UserRep.Training.Datasets;
using UserRep.Training.ItemVectors;
using UserRep.Training.Replay;

namespace UserRep.Training.Train;

/// <summary>Feature rows that every later encoder run is checked on: nobody, picks only, profile only, idle, and histories of any length.</summary>
internal sealed class GoldenFeatures(EventTable table, FeatureLayout layout, ItemVectorSet items, long untilMs)
{
    public const int Count = 16;

    private const int Picks = 3;
    private const long IdleMs = 90L * 86_400_000;

    private readonly UserReplay _replay = new(layout, items, table.Info);

    public IReadOnlyList<float[]> Make()
    {
        int[] users = [.. Enumerable.Range(0, table.UserCount).Where(user => Known(user) > 0)];
        List<float[]> rows = [Nobody(), PicksOnly(users[0]), ProfileOnly(users[0]), Idle(users[0])];
        for (int i = 0; rows.Count < Count; i++)
        {
            int user = users[(int)((long)i * users.Length / (Count - 4)) % users.Length];
            rows.Add(After(user, 1 + (int)((long)Known(user) * i / Count)));
        }

        return rows;
    }

    private float[] Nobody()
    {
        _replay.Begin([], null);
        return Seen(0);
    }

    private float[] PicksOnly(int user)
    {
        if (layout.Spec.OnboardingEventType is null) return After(user, 1);
        _replay.Begin([], null);
        int end = table.Offsets[user] + Math.Min(Picks, Known(user));
        for (int i = table.Offsets[user]; i < end; i++) _replay.ApplyAsPick(table[i]);
        return Seen(table.TimesMs[end - 1]);
    }

    private float[] ProfileOnly(int user)
    {
        _replay.Begin(table.Attributes[user], null);
        return Seen(table.TimesMs[table.Offsets[user]]);
    }

    private float[] Idle(int user) => Seen(Replay(user, Known(user)) + IdleMs);

    private float[] After(int user, int events) => Seen(Replay(user, events));

    private long Replay(int user, int events)
    {
        int start = table.Offsets[user];
        _replay.Begin(table.Attributes[user], null);
        for (int i = start; i < start + events; i++) _replay.Apply(table[i]);
        return table.TimesMs[start + events - 1];
    }

    private int Known(int user) => table.EndAt(user, untilMs) - table.Offsets[user];

    private float[] Seen(long asOfMs)
    {
        float[] row = new float[layout.Length];
        _replay.Vectorize(asOfMs, row);
        return row;
    }
}
