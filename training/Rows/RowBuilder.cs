using UserRep.Model.Features;
using UserRep.Training.Datasets;
using UserRep.Training.Replay;
using UserRep.Training.Tastes;

namespace UserRep.Training.Rows;

/// <summary>Turns plans into rows by replay.</summary>
internal sealed class RowBuilder(EventTable table, FeatureLayout layout, Func<IUserReplay> createReplay)
{
    private readonly TasteKinds _tastes = new(table);

    public TrainingRows Build(IReadOnlyList<RowPlan> plans, CancellationToken cancellation = default)
    {
        TrainingRows rows = new(
            layout.Length,
            new float[checked(plans.Count * layout.Length)],
            new float[checked(plans.Count * layout.Length)],
            new int[plans.Count][][]);
        Parallel.For(
            0,
            plans.Count,
            new ParallelOptions { CancellationToken = cancellation },
            createReplay,
            (i, _, replay) =>
            {
                RowPlan plan = plans[i];
                rows.Tastes[i] = _tastes.Of(plan.Start..plan.Target.EventEnd);
                Write(plan, plan.Target, picks: 0, keep: 1, replay, rows.Target(i));
                if (plan.Keep < 1 || plan.Picks > 0 || plan.Input != plan.Target)
                {
                    Write(plan, plan.Input, plan.Picks, plan.Keep, replay, rows.Input(i));
                }
                else
                {
                    rows.Target(i).CopyTo(rows.Input(i));
                }

                return replay;
            },
            _ => { });
        return rows;
    }

    private void Write(in RowPlan plan, RowMoment moment, int picks, double keep, IUserReplay replay, Span<float> features)
    {
        Random random = new(plan.Seed);

        // Somebody whose past is forgotten came in later than the user signed up.
        long? knownSinceMs = plan.Start == table.EventsOf(plan.User).Start.Value ? table.KnownSinceMs[plan.User] : null;
        replay.Begin(table.Attributes[plan.User], knownSinceMs);
        for (int i = plan.Start; i < moment.EventEnd; i++)
        {
            if (i - plan.Start < picks)
            {
                replay.ApplyAsPick(table[i]);
            }
            else if (keep >= 1 || random.NextDouble() < keep)
            {
                replay.Apply(table[i]);
            }
        }

        replay.Vectorize(moment.AsOfMs, features);
    }
}
