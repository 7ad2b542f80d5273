using UserRep.Model.Bundles;
using UserRep.Model.Features;
using UserRep.Training.Datasets;
using UserRep.Training.Replay;

namespace UserRep.Training.Embed;

/// <summary>
/// A user's features at several moments, from the events up to each and nothing later. One instance a thread.
/// </summary>
internal sealed class PointInTime(FeatureLayout layout, ModelBundle bundle, int[] rows, DatasetInfo dataset)
{
    private readonly UserReplay _replay = new(layout, bundle.Items, item => item < 0 ? UserEvent.NoItem : rows[item], dataset);

    /// <param name="user">The user.</param>
    /// <param name="moments">The moments, ascending.</param>
    /// <param name="features">Takes a row per moment.</param>
    /// <param name="known">Takes a row's description per moment.</param>
    public void Write(UserHistory user, IReadOnlyList<long> moments, Span<float> features, Span<EmbeddedMoment> known)
    {
        ReadOnlySpan<EventRow> events = user.Events.Span;
        int seen = 0;
        for (int i = 0; i < moments.Count; i++)
        {
            if (seen == 0) Begin(user, moments[i]);
            while (seen < events.Length && events[seen].TimeMs <= moments[i]) _replay.Apply(events[seen++]);
            _replay.Vectorize(moments[i], features.Slice(i * layout.Length, layout.Length));
            known[i] = new EmbeddedMoment(user.UserId, moments[i], seen);
        }
    }

    // Attributes without a date become known with the first event; the replay itself waits for those with one.
    private void Begin(UserHistory user, long momentMs)
    {
        bool isUnknown = user.KnownSinceMs is null && (user.Events.IsEmpty || user.Events.Span[0].TimeMs > momentMs);
        _replay.Begin(isUnknown ? [] : user.Attributes, user.KnownSinceMs);
    }
}
