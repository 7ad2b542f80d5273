using UserRep.Grains.Errors;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Consumers;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Tests.Grains.Hosting;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Lifecycle;

/// <summary>A history of several pages, read a part at a time while it grows.</summary>
public sealed class HistoryTests : IAsyncLifetime
{
    private const int Pages = 3;

    private readonly SiloFolders _folders = new();
    private InProcessSilo _silo = null!;
    private int _entries;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _silo = await InProcessSilo.StartAsync(_folders.Data);
        await _silo.ServeAsync(_folders.Write(new BundleMaker()));
        _entries = (await _silo.HistoryAsync()).Count;

        // A page is let go of when there are two of them.
        await AddAsync(((Pages + 1) * HistoryPage.Size) + 50 - _entries);
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _folders.Dispose();
    }

    [Fact]
    public async Task Going_from_part_to_part_meets_every_entry_once_in_order_while_more_are_added()
    {
        IReadOnlyList<HistoryEntry> all = await _silo.HistoryAsync();
        Assert.Equal(_entries, all.Count);
        Assert.Equal(Enumerable.Range(0, _entries - 2).Select(i => (long)i + all[2].Revision), all.Skip(2).Select(e => e.Revision));
        foreach (int limit in (int[])[1, 37, 200, 1_000])
        {
            List<HistoryEntry> walked = [];
            int before = _entries;
            HistoryPart part = await ReadAsync(new HistoryQuery { Limit = limit });
            for (int steps = 0; ; steps++)
            {
                Assert.True(part.Entries.Count == limit || part.Next is null);
                walked.InsertRange(0, part.Entries);
                if (part.Next is not { } next || (limit == 1 && steps > 300))
                {
                    break;
                }

                await AddAsync(steps % 3);
                part = await ReadAsync(new HistoryQuery { Limit = limit, Before = next });
            }

            all = await _silo.HistoryAsync();
            Assert.Equal(all.Take(before).TakeLast(walked.Count).Select(e => (e.Revision, e.At)), walked.Select(e => (e.Revision, e.At)));
            Assert.True(walked.Count == before || limit == 1);
        }
    }

    [Fact]
    public async Task Of_the_pages_only_those_are_read_that_the_part_is_in()
    {
        List<long> read = [];
        _silo.Calls.Set("IHistoryPageGrain.GetAsync", context =>
        {
            read.Add(context.TargetId.GetIntegerKey());
            return context.Invoke();
        });

        await ReadAsync(new HistoryQuery { Limit = 200 });
        Assert.Empty(read);

        await ReadAsync(new HistoryQuery { Limit = 150, Before = (2 * HistoryPage.Size) + 100 });
        Assert.Equal([1, 2], read);
        read.Clear();

        HistoryEntry sought = (await ReadAsync(new HistoryQuery { Limit = 1, Before = HistoryPage.Size + 51 })).Entries.Single();
        read.Clear();
        HistoryPart until = await ReadAsync(new HistoryQuery { Limit = 10, At = sought.At });
        Assert.Equal((sought.Revision, (long)HistoryPage.Size + 41), (until.Entries[^1].Revision, until.Next));
        Assert.Equal(sought.Revision - 1, (await ReadAsync(new HistoryQuery { Limit = 10, At = sought.At.AddTicks(-1) })).Entries[^1].Revision);
        Assert.Empty((await ReadAsync(new HistoryQuery { At = DateTimeOffset.UnixEpoch })).Entries);
    }

    [Fact]
    public async Task The_entries_of_a_version_are_found_however_many_of_others_are_between_them()
    {
        HistoryEntry[] own = [.. (await _silo.HistoryAsync()).Where(e => e.Version == "v1")];
        Assert.Equal((null, VersionState.Validated), (own[0].From, own[0].To));

        HistoryPart newest = await ReadAsync(new HistoryQuery { Version = "v1", Limit = 1 });
        HistoryPart older = await ReadAsync(new HistoryQuery { Version = "v1", Limit = 10, Before = newest.Next });

        // They are the oldest of all; those after them are of a consumer.
        Assert.Equal((own[^1].Revision, (long)_entries), (Assert.Single(newest.Entries).Revision, newest.End));
        Assert.Equal(own[..^1].Select(e => e.Revision), older.Entries.Select(e => e.Revision));
        Assert.Null(older.Next);
    }

    [Fact]
    public async Task What_has_come_since_a_part_is_read_without_the_pages_before_it()
    {
        List<long> read = [];
        HistoryPart all = await ReadAsync(new HistoryQuery { Version = "v1" });
        _silo.Calls.Set("IHistoryPageGrain.GetAsync", context =>
        {
            read.Add(context.TargetId.GetIntegerKey());
            return context.Invoke();
        });

        HistoryPart nothing = await ReadAsync(new HistoryQuery { Version = "v1", From = all.End });
        Assert.Equal((0, null, all.End), (nothing.Entries.Count, nothing.Next, nothing.End));

        IVersionCatalogGrain catalog = _silo.Get<CatalogSync>().Catalog;
        await catalog.NoteAsync(HistoryNote.Next(await catalog.GetAsync(), "test", "v1", "pause", "ann", null, Catalogs.Start));
        _entries++;
        await AddAsync(3);
        HistoryPart since = await ReadAsync(new HistoryQuery { Version = "v1", From = all.End });
        Assert.Equal(("pause", null), (Assert.Single(since.Entries).Action, since.Next));
        Assert.Empty(read);
    }

    [Fact]
    public async Task What_is_no_place_is_refused()
    {
        foreach (long before in (long[])[0, -1, _entries + 1])
        {
            UserRepException refused = await Assert.ThrowsAsync<UserRepException>(() => ReadAsync(new HistoryQuery { Before = before }));
            Assert.Equal(ServiceError.Invalid, refused.Error);
            Assert.Contains($"before: {before}", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_clock_that_was_set_back_does_not_bring_the_entries_out_of_order()
    {
        CatalogState before = VersionLifecycle.Register(new CatalogState(), Catalogs.Version("a"), "ann", Catalogs.Start);
        CatalogState after = VersionLifecycle.Register(before, Catalogs.Version("b"), "ann", Catalogs.Start.AddHours(-1));

        Assert.Equal([Catalogs.Start, Catalogs.Start], after.InOrder(before).Recent.Select(e => e.At));
        Assert.Same(before, before.InOrder(new CatalogState()));
    }

    private Task<HistoryPart> ReadAsync(HistoryQuery query) => _silo.Versions.HistoryAsync(query, Cancellation);

    /// <summary>Has something be done that the history tells of; past the registry, since nobody need serve it.</summary>
    private async Task AddAsync(int count)
    {
        IVersionCatalogGrain catalog = _silo.Get<CatalogSync>().Catalog;
        for (int i = 0; i < count; i++)
        {
            await catalog.PutConsumerAsync(new ConsumerInfo { Name = "ads", Accepts = ["v1"], AllowsCompatible = _entries++ % 2 == 0 }, "test");
        }
    }
}
