using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Errors;
using UserRep.Grains.Insights;
using UserRep.Grains.Intake;
using UserRep.Grains.Reading;
using UserRep.Grains.Versions;
using UserRep.Model.Features;
using UserRep.Tests.Grains.Hosting;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Grains.Insights;

/// <summary>What people are told of a user is what the service does, and telling it does nothing.</summary>
public sealed class UserInsightsTests : IDisposable
{
    private const int Dimension = 5;
    private const double Close = 1e-4;

    private readonly SiloFolders _folders = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task A_portrait_shows_what_every_reader_gets_and_the_last_events()
    {
        await using InProcessSilo silo = await StartAsync();
        IUserInsights insights = silo.Get<IUserInsights>();
        for (int i = 0; i < 30; i++)
        {
            await silo.SendAsync("ann", Event(i));
        }

        long position = await silo.SendAsync("ann", Event(30));
        (EmbeddingInfo info, float[] vector) = await silo.ReadAsync("ann", position);
        UserPortrait portrait = await insights.LookAsync("ann", Cancellation);

        Assert.Equal((31L, true, 20, "30"), (portrait.Events, portrait.IsWhole, portrait.Last.Count, portrait.Last[0].Event!.EventId));
        VersionPortrait version = Assert.Single(portrait.Versions);
        Assert.Equal(("v1", info.Position, Freshness.Fresh), (version.Version, version.Info.Position, version.Info.Freshness));
        Assert.Equal(vector, version.Vector.ToArray());
        // A third of them are skips.
        Assert.Equal(21, version.Features.Single(f => f is { Group: "activity", Name: "count/play" }).Strength, 2);

        UserPortrait nobody = await insights.LookAsync("nobody", Cancellation);
        Assert.Equal((0L, Freshness.Cold, Dimension), (nobody.Events, nobody.Versions[0].Info.Freshness, nobody.Versions[0].Vector.Length));
        Assert.Equal(ServiceError.Invalid, (await Assert.ThrowsAsync<UserRepException>(() => insights.LookAsync(" ", Cancellation))).Error);
    }

    [Fact]
    public async Task A_change_is_that_of_the_vectors_that_were_served_before_and_after_and_its_causes_are_told()
    {
        await using InProcessSilo silo = await StartAsync();
        IUserInsights insights = silo.Get<IUserInsights>();
        Assert.Equal(ServiceError.Invalid, (await Assert.ThrowsAsync<UserRepException>(() => insights.WhyAsync("ann", null, 1, Cancellation))).Error);
        for (int i = 0; i < 4; i++)
        {
            await silo.SendAsync("ann", Event(i));
        }

        long position = await silo.SendAsync("ann", Event(4));
        (EmbeddingInfo info, float[] after) = await silo.ReadAsync("ann", position);
        ChangeExplanation why = await insights.WhyAsync("ann", null, 1, Cancellation);

        // By another way: the log's events up to the one before, as of the same moment.
        Assert.Equal(info.AsOfMs, why.AsOfMs);
        float[] before = await VectorAsync(silo, await silo.Log.ReadUserAsync("ann", 0, 4, Cancellation), info.AsOfMs);
        Assert.Equal(Math.Sqrt(before.Zip(after, (b, a) => ((double)a - b) * (a - b)).Sum()), why.Distance, Close);

        // It was one event, so that all of the change is missing without it; of the profile nothing has changed.
        Assert.Equal(("4", 1.0), (why.Events[0].Event.Event!.EventId, Math.Round(why.Events[0].Share, 3)));
        Assert.Equal(["modality", "modality", "time scale", "time scale", "time scale", "time scale", "activity"], why.Parts.Select(p => p.Kind));
        Assert.Contains(why.Parts, p => Math.Abs(p.Share) > 0.01);

        ChangeExplanation last = await insights.WhyAsync("ann", "v1", 3, Cancellation);
        Assert.Equal(["4", "3", "2"], last.Events.Select(e => e.Event.Event!.EventId));
        Assert.Equal(ServiceError.Invalid, (await Assert.ThrowsAsync<UserRepException>(() => insights.WhyAsync("ann", null, UserInsights.MaxEvents + 1, Cancellation))).Error);
        Assert.Equal(ServiceError.VersionNotFound, (await Assert.ThrowsAsync<UserRepException>(() => insights.WhyAsync("ann", "none", 1, Cancellation))).Error);
    }

    [Fact]
    public async Task What_has_not_happened_moves_the_vector_as_it_would_and_leaves_nothing()
    {
        await using InProcessSilo silo = await StartAsync();
        IUserInsights insights = silo.Get<IUserInsights>();
        long position = await silo.SendAsync("ann", Event(0));
        (_, float[] served) = await silo.ReadAsync("ann", position);

        WhatIfOutcome outcome = await insights.WhatIfAsync("ann", null, [new IncomingEvent { Type = "play", ItemId = "item-7", Value = 2 }, new IncomingEvent { Type = "skip", ItemId = "item-3" }], Cancellation);
        WhatIfOutcome newcomer = await insights.WhatIfAsync("bob", null, [new IncomingEvent { Type = "play", ItemId = "item-7" }], Cancellation);

        Assert.True(outcome.Distance > Close);
        Assert.Equal(served[0], outcome.Before.Span[0], 0.05);
        Assert.True(newcomer.Distance > Close);
        Assert.Single(await silo.Log.ReadUserAsync("ann", 0, 10, Cancellation));
        Assert.Empty(await silo.Log.ReadUserAsync("bob", 0, 10, Cancellation));
        Assert.Equal((position, 1L), ((await silo.ReadAsync("ann")).Info.Position, (await silo.Users.DescribeAsync("ann", Cancellation)).EventCount));

        // When it does happen, the vector is that.
        long then = await silo.SendAsync("ann", new IncomingEvent { EventId = "1", UserId = "ann", Type = "play", ItemId = "item-7", Value = 2 }, new IncomingEvent { EventId = "2", UserId = "ann", Type = "skip", ItemId = "item-3" });
        (_, float[] happened) = await silo.ReadAsync("ann", then);
        Assert.All(Enumerable.Range(0, Dimension), i => Assert.Equal(happened[i], outcome.After.Span[i], 0.02));

        EventMistake mistake = Assert.Single((await Assert.ThrowsAsync<EventsRejectedException>(() => insights.WhatIfAsync("ann", null, [new IncomingEvent { Type = "plaay" }], Cancellation))).Mistakes);
        Assert.Equal("type", mistake.Field);
    }

    [Fact]
    public async Task Where_older_events_were_pruned_it_says_so()
    {
        await using InProcessSilo silo = await StartAsync(o => o.Snapshots.Events = 2);
        IUserInsights insights = silo.Get<IUserInsights>();
        for (int i = 0; i < 4; i++)
        {
            await silo.SendAsync("ann", Event(i));
        }

        string space = silo.Get<VersionHost>().Plan.Spaces[0].Id;
        await Wait.UntilAsync(() => silo.Get<ISnapshotStore>().ReadAsync(space, ["ann"], Cancellation).Result is [{ Position: >= 2 }]);
        await silo.Log.PruneAsync(new PruneRequest(long.MaxValue, [space], []), silo.Get<ISnapshotStore>(), Cancellation);

        UserPortrait portrait = await insights.LookAsync("ann", Cancellation);
        Assert.False(portrait.IsWhole);
        Assert.Empty(portrait.Versions[0].Features);
        Assert.Equal(Dimension, portrait.Versions[0].Vector.Length);
        Assert.Contains("pruned", (await Assert.ThrowsAsync<UserRepException>(() => insights.WhyAsync("ann", null, 1, Cancellation))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sample_is_of_users_who_are_there_with_the_vectors_that_are_served()
    {
        await using InProcessSilo silo = await StartAsync();
        IUserInsights insights = silo.Get<IUserInsights>();
        Assert.Empty((await insights.SampleAsync(null, 10, Cancellation)).UserIds);
        for (int i = 0; i < 12; i++)
        {
            await silo.ReadAsync($"user-{i}", await silo.SendAsync($"user-{i}", Event(i)));
        }

        UserSample sample = await insights.SampleAsync("v1", 10, Cancellation);

        Assert.Equal((10, 10, 0), (sample.UserIds.Count, sample.UserIds.Distinct().Count(), sample.Silent.Count));
        float[] vector = new float[Dimension];
        Assert.All(Enumerable.Range(0, 10), i =>
        {
            Assert.True(silo.Get<EmbeddingTable>().TryRead(sample.UserIds[i], "v1", vector, out _));
            Assert.Equal(vector, sample.Vector(i));
        });
        Assert.Equal((sample.UserIds[3], 1.0), (sample.Nearest(sample.Vector(3).ToArray(), 3, "nobody")[0].UserId, Math.Round(sample.Nearest(sample.Vector(3).ToArray(), 3, "nobody")[0].Cosine, 5)));
        Assert.DoesNotContain(sample.Nearest(sample.Vector(3).ToArray(), 9, sample.UserIds[3]), n => n.UserId == sample.UserIds[3]);
    }

    private static IncomingEvent Event(int i) => new() { EventId = $"{i}", UserId = "user", Type = i % 3 == 2 ? "skip" : "play", ItemId = $"item-{i % 20}", Value = 1 + (i % 2) };

    private static async Task<float[]> VectorAsync(InProcessSilo silo, IReadOnlyList<LogEvent> events, long asOfMs)
    {
        ServedVersion version = silo.Get<VersionHost>().Plan.Current!;
        FeatureState state = new(version.Space.Layout);
        foreach (LogEvent e in events)
        {
            version.Space.Fold(state, e);
        }

        float[] features = new float[version.Space.Layout.Length];
        version.Space.Vectorizer.Vectorize(state, asOfMs, features);
        return await version.Batcher.EncodeAsync(features);
    }

    private async Task<InProcessSilo> StartAsync(Action<UserRep.Grains.Hosting.UserRepOptions>? configure = null)
    {
        InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data, options =>
        {
            options.Parity.ChecksPerSecond = 0;
            configure?.Invoke(options);
        });
        await silo.ServeAsync(_folders.Write(new BundleMaker { Dimension = Dimension }));
        return silo;
    }
}
