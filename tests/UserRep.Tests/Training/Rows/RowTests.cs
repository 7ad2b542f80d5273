using UserRep.Model.Features;
using UserRep.Tests.Training.Train;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.ItemVectors;
using UserRep.Training.Replay;
using UserRep.Training.Rows;
using UserRep.Training.Specs;
using UserRep.Training.Tastes;
using Xunit;

namespace UserRep.Tests.Training.Rows;

public sealed class RowTests : IClassFixture<SimulatedSet>
{
    private readonly EventTable _table;
    private readonly RowOptions _options;
    private readonly FeatureLayout _layout;
    private readonly ItemVectorSet _items;
    private readonly List<RowPlan> _plans;
    private readonly TrainingRows _rows;

    public RowTests(SimulatedSet set)
    {
        _table = EventTable.Load(set.Open, TestContext.Current.CancellationToken);
        _options = new RowOptions { UntilMs = set.UntilMs, RowsPerDraw = 800 };
        _items = new ItemVectorLearner(_table, new ItemVectorOptions { Dimension = 8, MinimumEvents = 3, UntilMs = set.UntilMs })
            .Learn(null, NoProgress.Instance, CancellationToken.None);
        _layout = new FeatureLayout(new SpecBuilder(_table, new SpecOptions()).Build(_items, set.UntilMs));
        _plans = new RowPlanner(_table, _options).Plan(heldOut: false, draw: 1);
        _rows = new RowBuilder(_table, _layout, () => new UserReplay(_layout, _items, _table.Info)).Build(_plans, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void No_row_looks_past_the_moment() => Assert.All(_plans, plan =>
    {
        Assert.InRange(plan.Target.AsOfMs, 0, _options.UntilMs);
        Assert.True(plan.Target.EventEnd == _table.Offsets[plan.User] || _table.TimesMs[plan.Target.EventEnd - 1] <= plan.Target.AsOfMs);
    });

    [Fact]
    public void Rows_of_picks_show_picks_and_no_history()
    {
        int[] picked = [.. Find(plan => plan.Picks > 0 && plan.Picks == plan.Input.EventEnd - _table.Offsets[plan.User])];

        Assert.NotEmpty(picked);
        Assert.All(picked, row => Assert.True(Is(_rows.Input(row), "activity/forever", 0)));
        Assert.Contains(picked, row => !Is(_rows.Input(row), "onboarding/sitting/mass", 0));
    }

    [Fact]
    public void Idle_rows_are_seen_later_than_their_last_event()
    {
        int[] idle = [.. Find(plan => plan.Target.EventEnd > _table.Offsets[plan.User] && plan.Target.AsOfMs > _table.TimesMs[plan.Target.EventEnd - 1])];

        Assert.NotEmpty(idle);
        Assert.All(idle, row => Assert.False(Is(_rows.Target(row), "activity/idle", 0)));
    }

    [Fact]
    public void Rows_of_a_profile_alone_have_no_events()
    {
        int[] profile = [.. Find(plan => plan.Target.EventEnd == _table.Offsets[plan.User])];

        Assert.NotEmpty(profile);
        Assert.All(profile, row => Assert.True(Is(_rows.Target(row), "activity/forever", 0)));
    }

    [Fact]
    public void Favourites_are_those_up_to_the_target_which_may_lie_past_the_input()
    {
        TasteKinds kinds = new(_table);

        Assert.All(_plans.Index(), row => Assert.Equal(kinds.Of(row.Item.Start..row.Item.Target.EventEnd), _rows.Tastes[row.Index]));
        Assert.NotEmpty(Find(plan => !kinds.Of(0, plan.Start..plan.Input.EventEnd).SequenceEqual(kinds.Of(0, plan.Start..plan.Target.EventEnd))));
    }

    [Fact]
    public void Users_that_are_held_out_are_in_no_draw()
    {
        RowPlanner planner = new(_table, _options);
        int[] heldOut = [.. planner.Plan(heldOut: true, draw: -1).Select(plan => plan.User).Distinct()];
        int[] drawn = [.. Enumerable.Range(0, 5).SelectMany(draw => planner.Plan(heldOut: false, draw)).Select(plan => plan.User).Distinct()];

        Assert.NotEmpty(heldOut);
        Assert.All(heldOut, user => Assert.True(planner.IsHeldOut(user)));
        Assert.Empty(heldOut.Intersect(drawn));
    }

    [Fact]
    public void The_same_draw_looks_at_the_same_moments_and_another_at_others()
    {
        RowPlanner again = new(_table, _options);

        Assert.Equal(_plans, again.Plan(heldOut: false, draw: 1));
        Assert.NotEqual(_plans, again.Plan(heldOut: false, draw: 2));
        Assert.InRange(_plans.Count, 1, _options.RowsPerDraw);
    }

    [Fact]
    public void An_input_never_sees_more_than_its_target() => Assert.All(_plans, plan =>
    {
        Assert.InRange(plan.Input.EventEnd, plan.Start, plan.Target.EventEnd);
        Assert.InRange(plan.Input.AsOfMs, 0, plan.Target.AsOfMs);
        Assert.InRange(plan.Picks, 0, plan.Input.EventEnd - plan.Start);
    });

    [Fact]
    public void Moments_lie_between_distinct_times() => Assert.All(_plans.SelectMany(plan => new[] { (plan.User, plan.Input), (plan.User, plan.Target) }), seen =>
    {
        (int user, RowMoment moment) = seen;
        (int start, int end) = (_table.Offsets[user], _table.Offsets[user + 1]);
        Assert.True(moment.EventEnd == start || moment.EventEnd == end || _table.TimesMs[moment.EventEnd] > moment.AsOfMs);
    });

    private IEnumerable<int> Find(Func<RowPlan, bool> wanted) => Enumerable.Range(0, _plans.Count).Where(row => wanted(_plans[row]));

    private bool Is(ReadOnlySpan<float> row, string name, float value) => row[_layout.Names.ToList().IndexOf(name)] == value;
}
