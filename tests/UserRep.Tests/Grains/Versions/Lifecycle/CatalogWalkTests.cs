using UserRep.Grains.Errors;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Consumers;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Switches;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Lifecycle;

/// <summary>Thousands of walks through everything operators and consumers can do, in any order: what must hold after each step.</summary>
public class CatalogWalkTests
{
    private static readonly string[] _names = ["v1", "v2", "v3", "v4"];

    [Fact]
    public void Whatever_is_done_the_catalogue_stays_whole_and_its_history_tells_all_of_it()
    {
        int moved = 0;
        int refused = 0;
        int switched = 0;
        for (int seed = 0; seed < 2_000; seed++)
        {
            Random random = new(seed);
            CatalogState catalog = new();
            DateTimeOffset now = Catalogs.Start;
            for (int step = 0; step < 60; step++)
            {
                now += TimeSpan.FromMinutes(random.Next(20));
                CatalogState before = catalog;
                try
                {
                    catalog = Step(catalog, random, now);
                    moved++;
                    switched += catalog.Switches.Count(s => s.State == SwitchState.Committed) - before.Switches.Count(s => s.State == SwitchState.Committed);
                }
                catch (UserRepException)
                {
                    refused++;
                }

                Check(before, catalog);
            }

            CheckHistory(catalog);
        }

        // The walks get everywhere: without this, refusing everything would pass.
        Assert.True(moved > 20_000 && refused > 20_000 && switched > 50, $"{moved} moves, {refused} refusals, {switched} switches");
    }

    private static CatalogState Step(CatalogState catalog, Random random, DateTimeOffset now)
    {
        string version = _names[random.Next(_names.Length)];
        string actor = $"actor-{random.Next(3)}";
        switch (random.Next(9))
        {
            case 0:
                return VersionLifecycle.Register(catalog, Catalogs.Version(version), actor, now);
            case 1:
                string[] accepts = [.. _names.Where(_ => random.Next(2) == 0).OrderBy(_ => random.Next())];
                return ConsumerRules.Register(catalog, new ConsumerInfo { Name = $"consumer-{random.Next(3)}", Accepts = accepts, Pin = random.Next(6) == 0 ? version : null }, actor, now);
            case 2 when catalog.Switches.Any(s => s.State == SwitchState.Prepared) || (catalog.Switches.Count > 0 && random.Next(9) == 0):
                return random.Next(4) == 0
                    ? SwitchRules.Abort(catalog, catalog.Switches[^1].Id, actor, null, now)
                    : SwitchRules.Commit(catalog, catalog.Switches[^1].Id, _ => random.Next(4) > 0, actor, "why", random.Next(2) == 0, now);
            case 2:
                return SwitchRules.Prepare(catalog, random.Next(4) == 0 ? version : catalog.Canary?.Version ?? version, actor, null, now);
            default:
                VersionAction action = (VersionAction)random.Next(1, 8);
                version = action is VersionAction.Canary && random.Next(2) == 0 ? catalog.In(VersionState.Shadow).FirstOrDefault()?.Version ?? version : version;
                VersionChange change = Catalogs.Change(version, action, random.Next(1, 101), "why", random.Next(5) == 0, random.Next(5) == 0 ? random.Next(20) : null);
                return VersionLifecycle.Apply(catalog, change, Catalogs.Evidence(Catalogs.Start), now);
        }
    }

    private static void Check(CatalogState before, CatalogState after)
    {
        Assert.True(after.In(VersionState.Current).Count() <= 1);
        Assert.True(after.In(VersionState.Canary).Count() <= 1);
        Assert.True(after.Switches.Count(s => s.State == SwitchState.Prepared) <= 1);
        Assert.Equal(ReferenceEquals(before, after) ? 0 : 1, after.Revision - before.Revision);
        Assert.Equal(before.Recent, after.Recent.Take(before.Recent.Count));
        Assert.All(after.Recent.Skip(before.Recent.Count), e => Assert.Equal((after.Revision, after.Current?.Version), (e.Revision, e.Current)));
        Assert.True(ReferenceEquals(before, after) || after.Recent.Count > before.Recent.Count);
        foreach (VersionSummary version in after.Versions)
        {
            VersionSummary? last = before.Find(version.Version);
            Assert.Equal(version.State is VersionState.Canary or VersionState.Shadow, version.Share > 0);
            Assert.False(version.State == VersionState.Canary && last?.State == VersionState.Canary && version.Share < last.Share);
            Assert.False(version.IsClosed && version.State != VersionState.Draining);
            Assert.True(version == last || version.Revision == after.Revision);
        }

        foreach (ConsumerInfo consumer in after.Consumers.Where(c => c.Pin is null))
        {
            // Nobody is routed to a version they have no head for, nor to one that is not to be read.
            Assert.All(
                new[] { ConsumerRoutes.Stable(after, consumer), ConsumerRoutes.InCanary(after, consumer) }.OfType<string>(),
                name => Assert.True(consumer.Accepts.Contains(name) && after.Find(name) is { State: VersionState.Current or VersionState.Canary or VersionState.Draining, IsClosed: false }));
        }
    }

    /// <summary>Where every version stands follows from the history alone, and every entry begins where the one before it ended.</summary>
    private static void CheckHistory(CatalogState catalog)
    {
        Dictionary<string, VersionState> states = [];
        foreach (HistoryEntry entry in catalog.Recent.Where(e => e.To is not null))
        {
            Assert.Equal(states.TryGetValue(entry.Version!, out VersionState state) ? state : null, entry.From);
            states[entry.Version!] = entry.To!.Value;
        }

        Assert.Equal(catalog.Versions.ToDictionary(v => v.Version, v => v.State), states);
        Assert.Equal(catalog.Current?.Version, catalog.Recent is [.., HistoryEntry newest] ? newest.Current : null);
    }
}
