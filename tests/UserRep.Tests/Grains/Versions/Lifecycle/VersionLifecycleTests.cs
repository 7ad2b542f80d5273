using UserRep.Grains.Errors;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Lifecycle;

public class VersionLifecycleTests
{
    private static readonly DateTimeOffset _later = Catalogs.Start.AddHours(1);

    public static MatrixTheoryData<VersionAction, VersionState> EveryMove =>
        new(Enum.GetValues<VersionAction>().Where(a => a != VersionAction.Register), Enum.GetValues<VersionState>());

    /// <summary>The whole table, beside a version that is current (or was, where this one is): where each action takes it; nothing else is possible.</summary>
    [Theory]
    [MemberData(nameof(EveryMove))]
    public void An_action_takes_a_version_where_the_table_says_or_is_refused(VersionAction action, VersionState from)
    {
        CatalogState catalog = Catalogs.Of(from == VersionState.Current ? "old:Draining" : "old:Current", $"new:{from}{(from == VersionState.Canary ? ":10" : string.Empty)}");
        VersionState? expected = (action, from) switch
        {
            (VersionAction.Validate, VersionState.Registered or VersionState.Validated or VersionState.Failed or VersionState.RolledBack) => VersionState.Validated,
            (VersionAction.Shadow, VersionState.Validated or VersionState.Shadow) => VersionState.Shadow,
            (VersionAction.Canary, VersionState.Shadow or VersionState.Canary) => VersionState.Canary,
            (VersionAction.Promote, VersionState.Canary or VersionState.Current) => VersionState.Current,
            (VersionAction.RollBack, VersionState.Validated or VersionState.Shadow or VersionState.Canary or VersionState.Current) => VersionState.RolledBack,
            (VersionAction.Drain, VersionState.Validated) => VersionState.Draining,
            (VersionAction.Retire, VersionState.Retired or VersionState.Draining or VersionState.RolledBack or VersionState.Failed or VersionState.Registered) => VersionState.Retired,
            _ => null,
        };
        VersionChange change = Catalogs.Change("new", action, share: 20);

        if (expected is { } state)
        {
            Assert.Equal(state, VersionLifecycle.Apply(catalog, change, Catalogs.Quiet, _later).Find("new")!.State);
        }
        else
        {
            UserRepException refused = Refused(catalog, change);
            Assert.Equal(ServiceError.Conflict, refused.Error);
            Assert.Contains($"\"new\" is {from.Name()}", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_was_current_drains_and_is_current_again_when_its_successor_is_rolled_back()
    {
        CatalogState promoted = VersionLifecycle.Apply(Catalogs.Of("old:Current", "new:Canary:50"), Catalogs.Change("new", VersionAction.Promote), Catalogs.Quiet, _later);
        Assert.Equal(("new", VersionState.Draining, _later), (promoted.Current!.Version, promoted.Find("old")!.State, promoted.Find("old")!.CurrentUntil));

        CatalogState back = VersionLifecycle.Apply(promoted, Catalogs.Change("new", VersionAction.RollBack, reason: "worse"), Catalogs.Quiet, _later.AddHours(1));
        Assert.Equal(("old", VersionState.RolledBack, "worse"), (back.Current!.Version, back.Find("new")!.State, back.Find("new")!.Reason));
        Assert.Equal(
            [("new", VersionState.Canary, VersionState.Current), ("new", VersionState.Current, VersionState.RolledBack), ("old", VersionState.Current, VersionState.Draining), ("old", VersionState.Draining, VersionState.Current)],
            back.Recent.Select(e => (e.Version!, e.From!.Value, e.To!.Value)).Order());
        Assert.Equal(["new", "new", "old", "old"], back.Recent.Select(e => e.Current));
    }

    [Fact]
    public void Of_several_that_drain_the_one_that_was_current_last_is_gone_back_to()
    {
        CatalogState catalog = Catalogs.Of("a:Draining", "b:Draining", "c:Draining", "d:Current");
        catalog = catalog.Replace(catalog.Find("b")! with { CurrentUntil = _later }).Replace(catalog.Find("c")! with { CurrentUntil = null });
        Assert.Equal("b", VersionLifecycle.Apply(catalog, Catalogs.Change("d", VersionAction.RollBack), Catalogs.Quiet, _later).Current!.Version);
    }

    [Fact]
    public void A_version_is_current_at_once_only_while_none_is_or_by_force_with_a_reason()
    {
        Assert.Equal("new", VersionLifecycle.Apply(Catalogs.Of("new:Validated"), Catalogs.Change("new", VersionAction.Promote), Catalogs.Quiet, _later).Current!.Version);

        CatalogState catalog = Catalogs.Of("old:Current", "new:Validated");
        Assert.Contains("Take it through shadow and canary, or force it", Refused(catalog, Catalogs.Change("new", VersionAction.Promote)).Message, StringComparison.Ordinal);
        Assert.StartsWith("reason:", Refused(catalog, Catalogs.Change("new", VersionAction.Promote, isForced: true)).Message, StringComparison.Ordinal);
        CatalogState forced = VersionLifecycle.Apply(catalog, Catalogs.Change("new", VersionAction.Promote, reason: "hot fix", isForced: true), Catalogs.Quiet, _later);
        Assert.Equal("new", forced.Current!.Version);
        Assert.All(forced.Recent, e => Assert.True(e.IsForced));

        foreach (string state in (string[])["Registered", "Retired", "Failed"])
        {
            Refused(Catalogs.Of("old:Current", $"new:{state}"), Catalogs.Change("new", VersionAction.Promote, reason: "x", isForced: true));
        }
    }

    [Fact]
    public void A_canary_only_grows_and_there_is_one_at_a_time_beside_a_current_version()
    {
        CatalogState catalog = Catalogs.Of("old:Current", "new:Canary:10", "next:Shadow", "c:Shadow");
        Assert.Equal(10.5, VersionLifecycle.Apply(catalog, Catalogs.Change("new", VersionAction.Canary, 10.5), Catalogs.Quiet, _later).Canary!.Share);
        Assert.Contains("9.5 % is less than the 10 %", Refused(catalog, Catalogs.Change("new", VersionAction.Canary, 9.5)).Message, StringComparison.Ordinal);
        Assert.Contains("\"new\" is in canary", Refused(catalog, Catalogs.Change("next", VersionAction.Canary, 5)).Message, StringComparison.Ordinal);
        Assert.Contains("Nothing is current", Refused(Catalogs.Of("new:Shadow"), Catalogs.Change("new", VersionAction.Canary, 5)).Message, StringComparison.Ordinal);
        foreach (double? share in (double?[])[null, 0, -1, 100.1, double.NaN])
        {
            Assert.StartsWith("share:", Refused(catalog, Catalogs.Change("new", VersionAction.Canary, share)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Who_has_seen_an_older_revision_is_told_so()
    {
        CatalogState catalog = VersionLifecycle.Apply(Catalogs.Of("old:Current", "new:Validated"), Catalogs.Change("new", VersionAction.Shadow, ifRevision: 1), Catalogs.Quiet, _later);
        UserRepException stale = Refused(catalog, Catalogs.Change("new", VersionAction.RollBack, ifRevision: 1));
        Assert.Equal(ServiceError.StaleRevision, stale.Error);
        Assert.Contains("it is shadow at revision 2, not 1", stale.Message, StringComparison.Ordinal);
        VersionLifecycle.Apply(catalog, Catalogs.Change("new", VersionAction.RollBack, ifRevision: 2), Catalogs.Quiet, _later);
    }

    [Fact]
    public void A_version_is_retired_when_nobody_would_read_it_and_nobody_has()
    {
        CatalogState catalog = Catalogs.Of("new:Current", "old:Draining").With("ranker", "old").With("mailer", "new", "old");
        VersionChange retire = Catalogs.Change("old", VersionAction.Retire);
        DateTimeOffset now = Catalogs.Start.AddMinutes(11);

        Assert.Contains("ranker would read it", Refused(catalog, retire, Catalogs.Quiet, now).Message, StringComparison.Ordinal);
        VersionLifecycle.Apply(catalog, retire, Catalogs.Evidence(Catalogs.Start, c => c.Name != "ranker"), now);

        CatalogState unread = catalog with { Consumers = [] };
        Assert.Contains("60 s of that are left", Refused(unread, retire, Catalogs.Evidence(Catalogs.Start.AddMinutes(2)), now).Message, StringComparison.Ordinal);
        Assert.Contains("480 s of that are left", Refused(unread, retire, Catalogs.Evidence(Catalogs.Start, null, ("old", Catalogs.Start.AddMinutes(9))), now).Message, StringComparison.Ordinal);
        CatalogState retired = VersionLifecycle.Apply(unread, retire, Catalogs.Evidence(Catalogs.Start, null, ("old", Catalogs.Start), ("new", now)), now);
        Assert.Equal(VersionState.Retired, retired.Find("old")!.State);

        Assert.Equal(VersionState.Retired, VersionLifecycle.Apply(catalog, retire with { IsForced = true, Reason = "space" }, Catalogs.Quiet, Catalogs.Start).Find("old")!.State);
    }

    [Fact]
    public void A_bundle_that_is_known_changes_nothing_one_that_was_retired_comes_back_and_another_of_its_name_is_refused()
    {
        CatalogState catalog = Catalogs.Of("old:Current", "gone:Retired");
        Assert.Same(catalog, VersionLifecycle.Register(catalog, Catalogs.Version("old"), "test", _later));
        Assert.Equal(VersionState.Validated, VersionLifecycle.Register(catalog, Catalogs.Version("gone"), "test", _later).Find("gone")!.State);
        CatalogState added = VersionLifecycle.Register(catalog, Catalogs.Version("new"), "ann", _later);
        HistoryEntry entry = Assert.Single(added.Recent);
        Assert.Equal((2, "ann", "register", "new", null, VersionState.Validated, "old"), (entry.Revision, entry.Actor, entry.Action, entry.Version, entry.From, entry.To, entry.Current));
        Assert.Equal(
            ServiceError.Conflict, Assert.Throws<UserRepException>(() => VersionLifecycle.Register(catalog, Catalogs.Version("gone") with { Space = "other" }, "test", _later)).Error);
    }

    [Fact]
    public void An_unknown_version_is_named_with_those_there_are()
    {
        UserRepException unknown = Refused(Catalogs.Of("old:Current"), Catalogs.Change("new", VersionAction.Shadow));
        Assert.Equal((ServiceError.VersionNotFound, "There is no version \"new\". Those there are: old."), (unknown.Error, unknown.Message));
    }

    private static UserRepException Refused(CatalogState catalog, VersionChange change, ReadEvidence? evidence = null, DateTimeOffset? now = null) =>
        Assert.Throws<UserRepException>(() => VersionLifecycle.Apply(catalog, change, evidence ?? Catalogs.Quiet, now ?? _later));
}
