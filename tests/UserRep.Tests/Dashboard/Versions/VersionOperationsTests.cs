extern alias Silo;

using Silo::UserRep.Silo.Dashboard.Versions;
using UserRep.Grains.Backfills;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Rollouts;
using UserRep.Grains.Versions.Rollouts.Plans;
using UserRep.Grains.Versions.Switches;
using Xunit;

namespace UserRep.Tests.Dashboard.Versions;

public class VersionOperationsTests
{
    [Theory]
    [InlineData(VersionState.Registered, "Validate, Retire")]
    [InlineData(VersionState.Validated, "Validate, Shadow, Make current, Roll back, Drain, Follow the default plan, Start the backfill")]
    [InlineData(VersionState.Shadow, "Shadow, Canary, Make current, Roll back, Follow the default plan, Start the backfill")]
    [InlineData(VersionState.Canary, "Canary, Promote, Make current, Roll back, Follow the default plan, Prepare a switch, Start the backfill")]
    [InlineData(VersionState.Current, "Roll back, Start the backfill")]
    [InlineData(VersionState.Draining, "Make current, Retire, Start the backfill")]
    [InlineData(VersionState.Retired, "")]
    [InlineData(VersionState.Failed, "Validate, Retire")]
    [InlineData(VersionState.RolledBack, "Validate, Make current, Retire, Start the backfill")]
    public void A_version_can_be_moved_as_the_service_moves_it(VersionState state, string possible) =>
        Assert.Equal(possible, string.Join(", ", VersionOperations.Of(View(state)).Where(o => o.Denied is null).Select(o => o.Label)));

    [Fact]
    public void What_cannot_be_done_says_why() =>
        Assert.Equal("It is rolled back; this takes one that is canary.", Find(View(VersionState.RolledBack), OperationKind.Promote).Denied);

    [Fact]
    public void There_is_one_canary_at_a_time_and_something_it_is_held_against()
    {
        VersionView view = View(VersionState.Shadow);

        Assert.Equal("v2 is in canary.", Find(view with { Canary = Known.Version(VersionState.Canary, "v2") }, OperationKind.Canary).Denied);
        Assert.Equal("Nothing is current that it could be held against.", Find(view with { Current = null }, OperationKind.Canary).Denied);
    }

    [Fact]
    public void A_plan_that_runs_can_be_paused_and_one_that_is_paused_resumed()
    {
        VersionView running = View(VersionState.Shadow);
        running = running with { Rollout = running.Rollout with { Phase = RolloutPhase.Running, Step = 0 } };
        VersionView paused = running with { Rollout = running.Rollout with { PausedBy = "ann" } };

        Assert.Null(Find(running, OperationKind.Pause).Denied);
        Assert.Equal("It is not paused.", Find(running, OperationKind.Resume).Denied);
        Assert.Equal("ann has paused it.", Find(paused, OperationKind.Pause).Denied);
        Assert.Null(Find(paused, OperationKind.Resume).Denied);
        Assert.Null(Find(running, OperationKind.Approve).Denied);
        Assert.Equal("The next step needs no approval.", Find(running with { Rollout = running.Rollout with { Step = 1 } }, OperationKind.Approve).Denied);
    }

    [Fact]
    public void To_make_one_current_passes_the_stages_and_what_is_known_of_its_vectors_only_by_force()
    {
        VersionView view = View(VersionState.Validated);

        Operation first = Find(view with { Current = null }, OperationKind.MakeCurrent);
        Operation next = Find(view, OperationKind.MakeCurrent);

        Assert.Equal("Do it though its vectors are known to differ from the log", next.Force);
        Assert.Equal("v1 becomes current at once, past the stages and their gates. Users' vectors are first computed when they are asked for.", first.Consequence);
        Assert.Contains("v0 drains. Vectors of users in memory are computed before", next.Consequence, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_late_for_a_switch_is_named_before_it_is_committed()
    {
        VersionView view = View(VersionState.Canary) with { Switches = [new SwitchInfo { Id = "s1", From = "v0", To = "v1", PreparedAt = DateTimeOffset.UnixEpoch, Late = ["ranker"] }] };

        Operation commit = Find(view, OperationKind.CommitSwitch);

        Assert.Equal(("s1", null), (commit.Switch, commit.Denied));
        Assert.Contains("ranker", commit.Consequence, StringComparison.Ordinal);
        Assert.Equal("One is prepared.", Find(view, OperationKind.PrepareSwitch).Denied);
    }

    private static Operation Find(VersionView view, OperationKind kind) => VersionOperations.Of(view).Single(o => o.Kind == kind);

    private static VersionView View(VersionState state) => new()
    {
        Version = Known.Version(state),
        Current = state == VersionState.Current ? Known.Version(state) : Known.Version(VersionState.Current, "v0"),
        Canary = state == VersionState.Canary ? Known.Version(state) : null,
        Rollout = new RolloutStatus
        {
            Version = "v1",
            Revision = 1,
            Phase = RolloutPhase.NotStarted,
            Plan = new RolloutPlan { Steps = [new RolloutStep { Stage = RolloutStage.Shadow, Share = 10 }, new RolloutStep { Stage = RolloutStage.Canary, Share = 10, NeedsApproval = true }] },
        },
        Backfill = new BackfillStatus { FeatureSpace = "features", Stage = BackfillStage.None, UsersDone = 0, EventsWalked = 0, EventsTotal = 0, Coverage = 0 },
        Switches = [],
        History = [],
    };
}
