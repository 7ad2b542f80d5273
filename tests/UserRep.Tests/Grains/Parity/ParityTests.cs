using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Errors;
using UserRep.Grains.Intake;
using UserRep.Grains.Parity;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Switches;
using UserRep.Grains.Vitals;
using UserRep.Tests.Grains.Hosting;
using UserRep.Tests.Grains.Versions;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Grains.Parity;

/// <summary>Vectors that are served are held against what the log gives, all the time.</summary>
public sealed class ParityTests : IDisposable
{
    private const int Dimension = 4;

    private readonly SiloFolders _folders = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task What_is_served_is_what_the_log_gives_whatever_way_it_came_about()
    {
        for (int life = 0; life < 2; life++)
        {
            // The second life begins from snapshots.
            await using InProcessSilo silo = await StartAsync(checks: 1_000);
            if (life == 0)
            {
                await silo.ServeAsync(Bundle("one"));
            }

            Random random = new(life);
            await Wait.UntilAsync(() => silo.Get<VersionHost>().Plan.Current is not null);
            ParityBook book = silo.Get<ParityBook>();
            for (int i = 0; book.Of("one").Checked < 100; i++)
            {
                Assert.True(i < 20_000, "Vectors are not looked at.");
                await silo.SendAsync($"user-{random.Next(20)}", Event($"{life}-{i}", random));
            }

            Assert.Equal(0, book.Of("one").Different);
            Assert.InRange(book.Of("one").Worst, 0, ParityChecker.Tolerance);
        }
    }

    [Fact]
    public async Task A_vector_that_is_another_is_found_and_its_version_goes_no_further()
    {
        await using InProcessSilo silo = await StartAsync(checks: 1_000);
        await silo.ServeAsync(Bundle("one"));
        await silo.Versions.RegisterAsync(Bundle("two"), "test", Cancellation);
        await silo.Versions.ChangeAsync(Catalogs.Change("two", VersionAction.Shadow, 100), Cancellation);
        EmbeddingTable table = silo.Get<EmbeddingTable>();
        float[] vector = new float[Dimension];
        long position = await silo.SendAsync("ann", Event("first", new Random(1)));
        await Wait.UntilAsync(() => table.TryRead("ann", "two", vector, out TableEntry there) && there.Position == position);

        table.TryRead("ann", "two", vector, out TableEntry entry);
        vector[2] += 2e-5f;
        table.Write("ann", "two", vector, entry.Position, entry.AsOfMs);
        ParityBook book = silo.Get<ParityBook>();
        await Wait.UntilAsync(() =>
        {
            silo.Get<ParitySamples>().Offer("ann", "two");
            return book.Of("two").Different > 0;
        });

        Assert.InRange(book.Of("two").Worst, 1.5e-5, 2.5e-5);
        Assert.Equal(0, book.Of("one").Different);
        UserRepException refused = await Assert.ThrowsAsync<UserRepException>(() => silo.Versions.ChangeAsync(Catalogs.Change("two", VersionAction.Canary, 50), Cancellation));
        Assert.Equal(ServiceError.Conflict, refused.Error);
        Assert.Contains("computed again from the log", refused.Message, StringComparison.Ordinal);
        VersionSummary forced = await silo.Versions.ChangeAsync(Catalogs.Change("two", VersionAction.Canary, 50) with { IsForced = true, Reason = "understood" }, Cancellation);
        Assert.Equal(VersionState.Canary, forced.State);

        // Past the stages is not past this: for that somebody has to say why.
        refused = await Assert.ThrowsAsync<UserRepException>(() => silo.Versions.MakeCurrentAsync("two", "ann", "in a hurry", isForced: false, ifRevision: null, Cancellation));
        Assert.Equal(ServiceError.Conflict, refused.Error);
        refused = await Assert.ThrowsAsync<UserRepException>(() => silo.Versions.MakeCurrentAsync("two", "ann", reason: null, isForced: true, ifRevision: null, Cancellation));
        Assert.Equal(ServiceError.Invalid, refused.Error);
        refused = await Assert.ThrowsAsync<UserRepException>(() => silo.Versions.MakeCurrentAsync("two", "ann", "seen earlier", isForced: true, forced.Revision - 1, Cancellation));
        Assert.Equal(ServiceError.StaleRevision, refused.Error);
        Assert.Equal(VersionState.Current, (await silo.Versions.MakeCurrentAsync("two", "ann", "understood", isForced: true, ifRevision: null, Cancellation)).State);
        Assert.Equal(("ann", "understood", true), (await silo.HistoryAsync())[^1] is var last ? (last.Actor, last.Reason, last.IsForced) : default);

        // And whoever looks at the silo's vitals sees it.
        EncoderVitals seen = Assert.Single((await silo.Get<IClusterVitals>().ReadAsync(0, Cancellation)).Silos).Encoders.Single(e => e.Version == "two");
        Assert.InRange(seen.ParityDifferent, 1, seen.ParityChecked);
    }

    [Fact]
    public async Task Whatever_way_a_version_goes_further_each_silo_is_asked_once()
    {
        await using InProcessSilo silo = await StartAsync(checks: 0);
        await silo.ServeAsync(Bundle("one"));
        ISwitches switches = silo.Get<ISwitches>();
        foreach (string version in (string[])["two", "three"])
        {
            await silo.Versions.RegisterAsync(Bundle(version), "test", Cancellation);
            await OnceAsync(() => MoveAsync(version, VersionAction.Shadow, 100));
            await OnceAsync(() => MoveAsync(version, VersionAction.Canary, 50));
            if (version == "two")
            {
                await OnceAsync(() => MoveAsync(version, VersionAction.Promote));
            }
        }

        SwitchInfo prepared = await switches.PrepareAsync("three", "ann", reason: null, Cancellation);
        await OnceAsync(() => switches.CommitAsync(prepared.Id, "ann", reason: null, isForced: false, Cancellation));
        await OnceAsync(() => silo.Versions.MakeCurrentAsync("two", "ann", reason: null, isForced: false, ifRevision: null, Cancellation));

        Task MoveAsync(string version, VersionAction action, double? share = null) => silo.Versions.ChangeAsync(Catalogs.Change(version, action, share), Cancellation);

        async Task OnceAsync(Func<Task> move)
        {
            int before = silo.Asked.Of("ISiloService.ReportAsync");
            await move();
            Assert.Equal(before + 1, silo.Asked.Of("ISiloService.ReportAsync"));
        }
    }

    [Fact]
    public async Task Of_who_left_was_erased_or_pruned_it_is_not_told()
    {
        await using InProcessSilo silo = await StartAsync(checks: 0);
        string version = await silo.ServeAsync(Bundle("one"));
        ParityChecker checker = silo.Get<ParityChecker>();
        EmbeddingTable table = silo.Get<EmbeddingTable>();
        float[] vector = new float[Dimension];
        foreach (string user in (string[])["ann", "bob"])
        {
            long position = 0;
            for (int i = 0; i < 3; i++)
            {
                position = await silo.SendAsync(user, Event($"{i}", new Random(i)));
            }

            await Wait.UntilAsync(() => table.TryRead(user, version, vector, out TableEntry there) && there.Position == position);
            Assert.Equal(ParityOutcome.Same, (await checker.CheckAsync(new ParitySample(user, version), Cancellation)).Outcome);
        }

        Assert.Equal(ParityOutcome.Unknown, (await checker.CheckAsync(new ParitySample("nobody", version), Cancellation)).Outcome);
        Assert.Equal(ParityOutcome.Unknown, (await checker.CheckAsync(new ParitySample("ann", "none"), Cancellation)).Outcome);

        // By another way than the service's, which would take the vector out, too.
        await silo.Log.EraseUserAsync("ann", Cancellation);
        Assert.Equal(ParityOutcome.Unknown, (await checker.CheckAsync(new ParitySample("ann", version), Cancellation)).Outcome);

        await Wait.UntilAsync(() => silo.Get<ISnapshotStore>().ReadAsync(silo.Get<VersionHost>().Plan.Spaces[0].Id, ["bob"], Cancellation).Result.Count == 1);
        await silo.Log.PruneAsync(new PruneRequest(long.MaxValue, [silo.Get<VersionHost>().Plan.Spaces[0].Id], []), silo.Get<ISnapshotStore>(), Cancellation);
        Assert.True((await silo.Log.ReadUserAsync("bob", 0, 10, Cancellation)).Count < 3);
        Assert.Equal(ParityOutcome.Unknown, (await checker.CheckAsync(new ParitySample("bob", version), Cancellation)).Outcome);
    }

    private Task<InProcessSilo> StartAsync(int checks) => InProcessSilo.StartAsync(_folders.Data, options =>
    {
        options.Parity.ChecksPerSecond = checks;
        options.Snapshots.Events = 2;
    });

    private string Bundle(string name) => _folders.Write(new BundleMaker { Version = name, Dimension = Dimension, EncoderSeed = name.Length });

    private static IncomingEvent Event(string id, Random random) => new() { EventId = id, UserId = "user", Type = "play", ItemId = $"item-{random.Next(9)}", Value = random.NextDouble() };
}
