using UserRep.EventLog.Events;

namespace UserRep.Grains.Backfills;

/// <summary>The rules of a walk through the log: from one state to the next.</summary>
internal static class BackfillWalk
{
    /// <summary>Starts a walk, or goes on with one that was stopped. One that runs stays as it is; one that is done, or of another epoch, begins anew.</summary>
    public static BackfillState Start(BackfillState state, long epoch, IReadOnlyList<PartitionHead> heads, DateTimeOffset now)
    {
        bool isOfThisLog = state.Epoch == epoch && state.Targets.Length == heads.Count;
        return state.Stage switch
        {
            BackfillStage.Running when isOfThisLog => state,
            BackfillStage.Stopped when isOfThisLog => state with { Stage = BackfillStage.Running, EndedAt = null },
            _ => new BackfillState
            {
                Stage = BackfillStage.Running,
                Epoch = epoch,
                Walked = new long[heads.Count],
                Targets = [.. heads.Select(h => h.Offset)],
                PrunedUpTo = [.. heads.Select(h => h.PrunedUpTo)],
                StartedAt = now,
                Note = state.Note,
            },
        };
    }

    /// <summary>What is next; null when everything has been walked. Partitions are walked one after the other.</summary>
    public static BackfillPlace? Next(BackfillState state)
    {
        for (int p = 0; p < state.Targets.Length; p++)
        {
            if (state.Walked[p] < state.Targets[p])
            {
                return new BackfillPlace(p, state.Walked[p], state.Targets[p], state.PrunedUpTo[p]);
            }
        }

        return null;
    }

    /// <summary>A step has been done.</summary>
    public static BackfillState Advance(BackfillState state, BackfillStep step, DateTimeOffset now)
    {
        BackfillState after = state with
        {
            Walked = [.. state.Walked.Select((offset, p) => p == step.Partition ? Math.Max(offset, step.Through) : offset)],
            UsersDone = state.UsersDone + step.Users,
        };
        return Finish(after, now);
    }

    /// <summary>A running walk with nothing left to do is done.</summary>
    public static BackfillState Finish(BackfillState state, DateTimeOffset now) =>
        state.Stage == BackfillStage.Running && Next(state) is null ? state with { Stage = BackfillStage.Done, EndedAt = now } : state;

    /// <summary>A walk that runs stops where it is.</summary>
    public static BackfillState Stop(BackfillState state, DateTimeOffset now) =>
        state.Stage == BackfillStage.Running ? state with { Stage = BackfillStage.Stopped, EndedAt = now } : state;

    public static long EventsWalked(BackfillState state) => state.Walked.Sum();

    /// <summary>What there is to say of it.</summary>
    /// <param name="state">The walk.</param>
    /// <param name="featureSpace">The feature space.</param>
    /// <param name="isResting">Whether it waits for live traffic.</param>
    /// <param name="perSecond">How fast it has lately been; null if that is not known.</param>
    public static BackfillStatus Describe(BackfillState state, string featureSpace, bool isResting, BackfillRate? perSecond)
    {
        bool isRunning = state.Stage == BackfillStage.Running;
        long walked = EventsWalked(state);
        long total = state.Targets.Sum();
        return new BackfillStatus
        {
            FeatureSpace = featureSpace,
            Stage = isRunning && isResting ? BackfillStage.Resting : state.Stage,
            UsersDone = state.UsersDone,
            EventsWalked = walked,
            EventsTotal = total,
            Coverage = total > 0 ? (double)walked / total : state.Stage == BackfillStage.Done ? 1 : 0,
            UsersPerSecond = isRunning ? perSecond?.Users : null,
            EstimatedSecondsLeft = isRunning && perSecond is { Events: > 0 } rate ? (total - walked) / rate.Events : null,
            StartedAt = state.StartedAt,
            EndedAt = state.EndedAt,
        };
    }
}
