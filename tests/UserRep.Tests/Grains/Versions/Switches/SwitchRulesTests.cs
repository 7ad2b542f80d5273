using UserRep.Grains.Errors;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Consumers;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Switches;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Switches;

public class SwitchRulesTests
{
    private static readonly CatalogState _catalog = Catalogs.Of("old:Current", "new:Canary:20");

    [Fact]
    public void After_a_commit_everybody_gets_the_new_version_and_nobody_the_old_one()
    {
        CatalogState prepared = Prepare(_catalog.With("a", "old", "new").With("b", "new", "old"));
        CatalogState committed = SwitchRules.Commit(prepared, "switch-1", static _ => true, "ann", null, isForced: false, Catalogs.Start);

        Assert.Equal(("new", VersionState.Draining, true), (committed.Current!.Version, committed.Find("old")!.State, committed.Find("old")!.IsClosed));
        Assert.All(committed.Consumers, c => Assert.Equal("new", ConsumerRoutes.Stable(committed, c)));
        Assert.Equal(["prepare", "promote", "promote", "commit"], committed.Recent.Select(e => e.Action));
        Assert.Single(committed.Recent.Skip(1).Select(e => e.Revision).Distinct());

        CatalogState back = VersionLifecycle.Apply(committed, Catalogs.Change("new", VersionAction.RollBack), Catalogs.Quiet, Catalogs.Start);
        Assert.All(back.Consumers, c => Assert.Equal("old", ConsumerRoutes.Stable(back, c)));
    }

    [Fact]
    public void A_consumer_that_is_late_is_named_and_blocks_unless_forced_with_a_reason()
    {
        CatalogState prepared = Prepare(_catalog.With("late", "old").With("ready", "old", "new").With("gone", "old"));
        Func<ConsumerInfo, bool> isLive = c => c.Name != "gone";
        Assert.Equal(["late"], SwitchRules.Find(prepared, "switch-1", isLive).Late);
        Assert.Contains("late reads old and does not accept new", Conflict(() => Commit(prepared, null, isForced: false)).Message, StringComparison.Ordinal);
        Assert.StartsWith("reason:", Assert.Throws<UserRepException>(() => Commit(prepared, " ", isForced: true)).Message, StringComparison.Ordinal);

        CatalogState forced = Commit(prepared, "now or never", isForced: true);
        Assert.Equal(["late"], forced.Switches[0].Late);
        Assert.Equal("now or never (late: late)", forced.Recent[^1].Reason);
        Assert.Null(ConsumerRoutes.Stable(forced, forced.FindConsumer("late")!));

        CatalogState Commit(CatalogState catalog, string? reason, bool isForced) => SwitchRules.Commit(catalog, "switch-1", isLive, "ann", reason, isForced, Catalogs.Start);
    }

    [Fact]
    public void One_that_is_pinned_to_the_old_version_is_late_and_by_force_it_moves_like_the_others()
    {
        CatalogState catalog = _catalog with
        {
            Consumers = [new ConsumerInfo { Name = "a", Accepts = ["old"], Pin = "old" }, new ConsumerInfo { Name = "b", Accepts = ["old", "new"], Pin = "old" }],
        };
        CatalogState prepared = Prepare(catalog);
        Assert.Equal(["a", "b"], SwitchRules.Find(prepared, "switch-1", static _ => true).Late);

        CatalogState forced = SwitchRules.Commit(prepared, "switch-1", static _ => true, "ann", "now", isForced: true, Catalogs.Start);
        Assert.Equal([null, "new"], forced.Consumers.Select(c => ConsumerRoutes.Stable(forced, c)));
    }

    [Fact]
    public void One_switch_at_a_time_from_what_is_current_to_a_canary()
    {
        CatalogState prepared = Prepare(_catalog);
        Assert.Contains("switch-1 from old to new is prepared already", Conflict(() => Prepare(prepared)).Message, StringComparison.Ordinal);
        Assert.Contains("is shadow; one is switched to from canary", Conflict(() => Prepare(Catalogs.Of("old:Current", "new:Shadow:1"))).Message, StringComparison.Ordinal);
        Assert.Contains("Nothing is current", Conflict(() => Prepare(Catalogs.Of("new:Canary:1"))).Message, StringComparison.Ordinal);
        Assert.Equal(ServiceError.VersionNotFound, Assert.Throws<UserRepException>(() => SwitchRules.Prepare(_catalog, "v9", "ann", null, Catalogs.Start)).Error);

        CatalogState aborted = SwitchRules.Abort(prepared, "switch-1", "ann", "not today", Catalogs.Start);
        Assert.Equal(SwitchState.Aborted, aborted.Switches[0].State);
        Assert.Contains("is aborted", Conflict(() => SwitchRules.Commit(aborted, "switch-1", static _ => true, "ann", null, false, Catalogs.Start)).Message, StringComparison.Ordinal);
        Assert.Equal("switch-2", Prepare(aborted).Switches[^1].Id);
        Assert.Equal(ServiceError.SwitchNotFound, Assert.Throws<UserRepException>(() => SwitchRules.Find(aborted, "switch-9", static _ => true)).Error);
    }

    [Fact]
    public void What_has_moved_since_it_was_prepared_is_not_switched()
    {
        CatalogState rolledBack = VersionLifecycle.Apply(Prepare(_catalog), Catalogs.Change("new", VersionAction.RollBack), Catalogs.Quiet, Catalogs.Start);
        Conflict(() => SwitchRules.Commit(rolledBack, "switch-1", static _ => true, "ann", null, false, Catalogs.Start));
        CatalogState promoted = VersionLifecycle.Apply(Prepare(_catalog), Catalogs.Change("new", VersionAction.Promote), Catalogs.Quiet, Catalogs.Start);
        Conflict(() => SwitchRules.Commit(promoted, "switch-1", static _ => true, "ann", null, false, Catalogs.Start));
    }

    private static CatalogState Prepare(CatalogState catalog) => SwitchRules.Prepare(catalog, "new", "ann", null, Catalogs.Start);

    private static UserRepException Conflict(Func<object> act)
    {
        UserRepException refused = Assert.Throws<UserRepException>(act);
        Assert.Equal(ServiceError.Conflict, refused.Error);
        return refused;
    }
}
