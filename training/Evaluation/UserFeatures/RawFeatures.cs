using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Replay;

namespace UserRep.Training.Evaluation.UserFeatures;

/// <summary>The feature vector at every cut, by replay: no event after a cut is read for it.</summary>
internal static class RawFeatures
{
    /// <summary>Replays each user once for history and once per cold-start cut.</summary>
    public static UserMatrix Build(EventTable table, IReadOnlyList<Cut> allCuts, int length, Func<IUserReplay> createReplay)
    {
        UserMatrix features = UserMatrix.Create("features", allCuts.Count, length);
        var byUser = allCuts.Select((cut, row) => (cut, row)).GroupBy(c => c.cut.User).ToArray();
        Parallel.ForEach(
            byUser,
            createReplay,
            (cuts, _, replay) =>
            {
                foreach (var samePicks in cuts.GroupBy(c => c.cut.Picks))
                {
                    ReplayUser(table, [.. samePicks.OrderBy(c => c.cut.EventEnd).ThenBy(c => c.cut.AsOfMs)], replay, features);
                }

                return replay;
            },
            _ => { });
        return features;
    }

    private static void ReplayUser(EventTable table, (Cut Cut, int Row)[] cuts, IUserReplay replay, UserMatrix features)
    {
        int user = cuts[0].Cut.User;
        int start = table.EventsOf(user).Start.Value;
        int next = start;
        replay.Begin(table.Attributes[user], table.KnownSinceMs[user]);
        foreach ((Cut cut, int row) in cuts)
        {
            for (; next < cut.EventEnd; next++)
            {
                if (next - start < cut.Picks)
                {
                    replay.ApplyAsPick(table[next]);
                }
                else
                {
                    replay.Apply(table[next]);
                }
            }

            replay.Vectorize(cut.AsOfMs, features.Row(row));
        }
    }
}
