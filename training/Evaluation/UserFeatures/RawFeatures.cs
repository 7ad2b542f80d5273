using UserRep.Model.Features;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.ItemVectors;
using UserRep.Training.Replay;

namespace UserRep.Training.Evaluation.UserFeatures;

/// <summary>The feature vector at every cut, by replay: no event after a cut is read for it.</summary>
internal static class RawFeatures
{
    /// <summary>Replays each user once for history and once per cold-start cut.</summary>
    public static UserMatrix Build(Questions questions, FeatureLayout layout, ItemVectorSet items)
    {
        UserMatrix features = UserMatrix.Create("features", questions.Cuts.Length, layout.Length);
        var byUser = questions.Cuts.Select((cut, row) => (cut, row)).GroupBy(c => c.cut.User).ToArray();
        Parallel.ForEach(
            byUser,
            () => new UserReplay(layout, items, questions.Table.Info),
            (cuts, _, replay) =>
            {
                foreach (var samePicks in cuts.GroupBy(c => c.cut.Picks))
                {
                    ReplayUser(questions, [.. samePicks.OrderBy(c => c.cut.EventEnd).ThenBy(c => c.cut.AsOfMs)], replay, features);
                }

                return replay;
            },
            _ => { });
        return features;
    }

    private static void ReplayUser(Questions questions, (Cut Cut, int Row)[] cuts, UserReplay replay, UserMatrix features)
    {
        int user = cuts[0].Cut.User;
        int start = questions.Table.EventsOf(user).Start.Value;
        int next = start;
        replay.Begin(questions.Table.Attributes[user], questions.Table.KnownSinceMs[user]);
        foreach ((Cut cut, int row) in cuts)
        {
            for (; next < cut.EventEnd; next++)
            {
                if (next - start < cut.Picks)
                {
                    replay.ApplyAsPick(questions.Table[next]);
                }
                else
                {
                    replay.Apply(questions.Table[next]);
                }
            }

            replay.Vectorize(cut.AsOfMs, features.Row(row));
        }
    }
}
