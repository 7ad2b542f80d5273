using Microsoft.Data.Sqlite;
using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using UserRep.EventLog.Sqlite;
using UserRep.Model.Features;
using UserRep.Tests.Model.Bundles;
using UserRep.Tests.Training.Datasets;
using UserRep.Tests.Training.Simulation;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Export;
using UserRep.Training.Importing;
using Xunit;

namespace UserRep.Tests.Training.Export;

public sealed class ExportRunTests : IAsyncLifetime
{
    private const long Day = 86_400_000;
    private const long Start = 1_700_000_000_000;

    private readonly TemporaryFolder _folder = new();
    private SqliteEventLog _log = null!;
    private int _ids;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _log = await SqliteEventLog.OpenAsync(new SqliteLogOptions { Folder = _folder.File("log"), Partitions = 3 }, Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_last_writer_of_an_attribute_wins_and_it_is_known_since_it_has_held()
    {
        await AppendAsync(
            Profile("ann", 5, ("country", "SE"), ("age", "20")),
            Profile("ann", 7, ("country", "FI")),
            Profile("ann", 6, ("country", "NO"), ("pet", "cat")),
            Profile("ann", 9, ("country", "FI")),
            Profile("ann", 8, ("age", null)),
            Listen("ann", 1),
            Profile("bob", 2, ("country", "DE"), ("user", "x")),
            Listen("cyd", 3));

        ExportResult result = await ExportAsync(_log);

        Dictionary<string, UserHistory> users = Users();
        Assert.Equal(["age", "country", "pet"], Open().Info.Attributes);
        Assert.Equal([null, "FI", "cat"], users["ann"].Attributes);
        Assert.Equal(Start + (7 * Day), users["ann"].KnownSinceMs);
        Assert.Equal((1, 0), (users["ann"].Events.Length, users["bob"].Events.Length));
        Assert.Equal([null, "DE", null], users["bob"].Attributes);
        Assert.Null(users["cyd"].KnownSinceMs);
        Assert.Equal((2, 6, 0, 0), (result.Log.Events, result.Log.ProfileEvents, result.Log.Erased, result.Log.Pruned));
        Assert.Contains("'user'", Assert.Single(result.Warnings()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_come_in_time_order_whatever_the_order_they_were_received_in()
    {
        await AppendAsync(
            Listen("ann", 3, "c"), Listen("ann", 1, "a") with { Value = 0.25f }, Listen("ann", 1, "b") with { Type = "skip" }, Listen("ann", 2, null) with { Type = "open" });

        await ExportAsync(_log, spill: 2);

        Dataset set = Open();
        Assert.Equal(["a", "b", "-", "c"], Users()["ann"].Events.ToArray().Select(e => e.Item < 0 ? "-" : set.ReadItems()[e.Item].Id));
        Assert.Equal(["listen", "skip", "open", "listen"], Users()["ann"].Events.ToArray().Select(e => set.Info.EventTypes[e.Type]));
        Assert.Equal([0.25f, 1f, 1f, 1f], Users()["ann"].Events.ToArray().Select(e => e.Value));
    }

    [Fact]
    public async Task Erased_and_pruned_events_are_left_out_and_counted()
    {
        await AppendAsync([.. Many("ann", 10), .. Many("bob", 4), .. Many("cyd", 6)]);
        await _log.EraseUserAsync("bob", Cancellation);
        await using SqliteSnapshotStore snapshots = await SqliteSnapshotStore.OpenAsync(new SqliteLogOptions { Folder = _folder.File("log") }, Cancellation);
        long last = (await _log.ReadUserAsync("ann", 0, 100, Cancellation))[^1].Offset;
        await snapshots.UpsertAsync([new Snapshot("ann", "space", _log.Epoch, last, new byte[1])], Cancellation);
        Assert.Equal(9, await _log.PruneAsync(new PruneRequest(long.MaxValue, ["space"], []), snapshots, Cancellation));

        ExportResult result = await ExportAsync(_log, page: 3);

        Assert.Equal((7, 4, 9, 0), (result.Log.Events, result.Log.Erased, result.Log.Pruned, result.Log.UsersErasedMeanwhile));
        Assert.Equal([("ann", 1), ("cyd", 6)], Users().Values.Select(u => (u.UserId, u.Events.Length)).Order());
        Assert.Contains("9 events are no longer in the log", Assert.Single(result.Warnings()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_events_are_left_out_and_told()
    {
        await AppendAsync([.. Many("ann", 3)]);
        await using (SqliteConnection other = new($"Data Source={Path.Combine(_folder.File("log"), "events.db")};Pooling=False"))
        {
            await other.OpenAsync(Cancellation);
            await using SqliteCommand damage = new("UPDATE event SET attributes = '[' WHERE offset = 2", other);
            Assert.Equal(1, await damage.ExecuteNonQueryAsync(Cancellation));
        }

        ExportResult result = await ExportAsync(_log);

        Assert.Equal((2, 1), (result.Log.Events, result.Log.Damaged));
        Assert.Equal(2, Users()["ann"].Events.Length);
        Assert.Contains("1 events of the log are damaged", Assert.Single(result.Warnings()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_is_erased_while_it_runs_is_not_in_it(bool comesBack)
    {
        string[] users = [.. Enumerable.Range(0, 12).Select(i => $"user-{i}")];
        for (int round = 0; round < 5; round++)
        {
            await AppendAsync([.. users.Select(u => Listen(u, round, $"track-{round}"))]);
        }

        await AppendAsync(Profile("user-3", 9, ("country", "SE")));

        // Every moment between two pages.
        for (int page = 1; page <= 20; page++)
        {
            string erased = users[page % users.Length];
            HookedLog log = new(_log, page, async () =>
            {
                await _log.EraseUserAsync(erased, Cancellation);
                if (comesBack)
                {
                    await AppendAsync(Listen(erased, 20, "track-later"));
                }
            });

            ExportResult result = await ExportAsync(log, page: 4, force: true);

            Assert.True(log.HasHappened);
            Assert.DoesNotContain(Users().Values, u => u.UserId == erased);
            Assert.Equal(Users().Values.Sum(u => u.Events.Length), result.Log.Events);

            // What was erased is put back for the next moment.
            await _log.EraseUserAsync(erased, Cancellation);
            await AppendAsync([.. Enumerable.Range(0, 5).Select(round => Listen(erased, round, $"track-{round}"))]);
        }
    }

    [Fact]
    public async Task Items_come_with_the_tags_of_a_data_set_and_the_vectors_of_a_bundle()
    {
        string known = _folder.File("known");
        SampleData.Small.Write(known);
        string bundle = _folder.File("bundle");
        new BundleMaker
        {
            Spec = new FeatureSpec
            {
                Name = "test",
                Modalities = [new("audio", 4), new("playlist", 3)],
                EventTypes = [new("listen"), new("choose")],
                OnboardingEventType = "choose",
                ProfileEventType = "me",
            },
        }.Write(bundle);
        await AppendAsync(
            Listen("ann", 1, "a"), Listen("ann", 2, "item-7"), Listen("ann", 3, "new"), Listen("ann", 4, "item-7") with { Type = "choose" }, Listen("ann", 5, null) with { Type = "me" });

        await ExportAsync(_log, request => request with { Items = known });
        Assert.Equal(["genre:Drama"], Item("a").Tags);
        Assert.Equal([1f, 2f], Item("b").Vector!);
        Assert.Null(Item("item-7").Vector);

        await ExportAsync(_log, request => request with { Items = known, Bundle = bundle, Modality = "playlist" }, force: true);
        Assert.Equal(["genre:Drama"], Item("a").Tags);
        Assert.Equal([7f, 7f, 7f], Item("item-7").Vector!);
        Assert.Null(Item("b").Vector);
        Assert.Null(Item("new").Vector);
        Assert.Equal("choose", Open().Info.OnboardingEventType);
        Assert.Equal(4, Users()["ann"].Events.Length);

        UserErrorException error = await Assert.ThrowsAsync<UserErrorException>(() => ExportAsync(_log, request => request with { Bundle = bundle, Modality = "video" }, force: true));
        Assert.Contains("audio, playlist", error.Message, StringComparison.Ordinal);

        ItemInfo Item(string id) => Open().ReadItems()[Open().ReadItems().FindRow(id)];
    }

    [Fact]
    public async Task Only_the_attributes_asked_for_are_kept_and_too_many_are_refused()
    {
        for (int i = 0; i < 300; i++)
        {
            await AppendAsync(Profile("ann", i, ($"a{i}", "x")));
        }

        await AppendAsync(Listen("ann", 1));
        UserErrorException error = await Assert.ThrowsAsync<UserErrorException>(() => ExportAsync(_log));
        Assert.Contains("--attributes", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out));

        await ExportAsync(_log, request => request with { Attributes = ["a7", "a3", "none"] });
        Assert.Equal(["a3", "a7"], Open().Info.Attributes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(205)]
    [InlineData(215)]
    public async Task Stopped_at_any_stage_it_leaves_nothing(int after)
    {
        await AppendAsync([.. Enumerable.Range(0, 20).SelectMany(i => Many($"user-{i}", 10))]);
        using CancellationTokenSource source = new();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new ExportRun(_log, new ExportRequest { Target = new ImportTarget(Out, "seen", MaxEventsInMemory: 16), Page = 7 }).RunAsync(new CancellingProgress(source, after), source.Token));

        Assert.Equal(["log"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    private string Out => _folder.File("seen");

    private Dataset Open() => Dataset.Open(Out);

    private Dictionary<string, UserHistory> Users() => Open().ReadUsers(Cancellation).ToDictionary(u => u.UserId, StringComparer.Ordinal);

    private Task<ExportResult> ExportAsync(IEventLogReader log, Func<ExportRequest, ExportRequest>? change = null, int page = 5_000, int spill = 1_000, bool force = false)
    {
        ExportRequest request = new() { Target = new ImportTarget(Out, "seen", force, spill), Page = page };
        return new ExportRun(log, change?.Invoke(request) ?? request).RunAsync(NoProgress.Instance, Cancellation);
    }

    private Task<IReadOnlyList<AppendResult>> AppendAsync(params NewEvent[] events) => _log.AppendAsync(events, Cancellation);

    private IEnumerable<NewEvent> Many(string user, int count) => Enumerable.Range(0, count).Select(i => Listen(user, i, $"track-{i}"));

    private NewEvent Listen(string user, int day, string? item = "track") => new()
    {
        EventId = $"{++_ids}",
        UserId = user,
        Type = "listen",
        ItemId = item,
        TimestampMs = Start + (day * Day),
        ReceivedAtMs = Start,
    };

    private NewEvent Profile(string user, int day, params (string Name, string? Value)[] attributes) => new()
    {
        EventId = $"{++_ids}",
        UserId = user,
        Type = "profile",
        TimestampMs = Start + (day * Day),
        ReceivedAtMs = Start,
        Attributes = attributes.ToDictionary(a => a.Name, a => a.Value),
    };
}
