using System.Net;
using System.Text.Json;
using UserRep.Client;
using UserRep.Model.Bundles;
using UserRep.Training.Cli;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Service;
using Xunit;

namespace UserRep.Tests.Service.Downstream;

/// <summary>
/// The whole way: two downstream models learn on vectors of one version, a second version is trained and rolled out,
/// each model moves when it is ready, and the first version goes. What the models are worth is measured after every step, by the same questions.
/// </summary>
public sealed class DownstreamTests : IAsyncLifetime
{
    /// <summary>What another version may cost in AUC: it is trained by another seed and on other data, and some hundred users tell no closer.</summary>
    private const double Tolerance = 0.02;

    /// <summary>What vectors of another space cost at least.</summary>
    private const double Mixed = 0.05;

    // Answers are compared bit for bit, and those that are encoded together may differ in the last one.
    private readonly SiloProcess _silo = new("--UserRep:DrainWindow", "0", "--UserRep:EncoderBatch", "1");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _silo.StartAsync();

    public async ValueTask DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task Downstream_models_move_to_the_next_version_each_in_its_time_and_lose_nothing()
    {
        using Audience listeners = Audience.OfListeners();
        await MoveAsync(listeners);
    }

    [Fact]
    public async Task So_they_do_on_MovieLens_1M()
    {
        using Audience viewers = Audience.OfViewers();
        await MoveAsync(viewers);
    }

    private async Task MoveAsync(Audience audience)
    {
        (ModelBundle first, ModelBundle second) = (audience.First, audience.Second);
        await PublishAsync(first, makeCurrent: true);
        await ReplayAsync(audience);
        Operator rollout = new(_silo.Rest, Cancellation);
        await using DownstreamModel ranker = new("ranker", audience.Ask(CutKind.Live), _silo);
        await using DownstreamModel mailer = new("mailer", audience.Ask(CutKind.Weekly), _silo);

        // Both learn on the first version, and read it.
        await ranker.LearnAsync(first, Cancellation);
        await mailer.LearnAsync(first, Cancellation);
        (Answers ranked, Answers mailed) = await AnswerAsync("first", ranker, mailer);
        AssertOf(ranked, first);
        AssertOf(mailed, first);
        Assert.True(ranked.Auc > 0.6, $"{ranked}");
        Assert.True(mailed.Auc > 0.6, $"{mailed}");

        // The second comes. The ranker learns it too and gets it for the users of the canary; the mailer has not heard of it.
        await PublishAsync(second, makeCurrent: false);
        await rollout.MoveAsync(second.Version, "shadow");
        await rollout.MoveAsync(second.Version, "canary", new { share = 50 });
        ConsumerRegistration registration = await ranker.LearnAsync(second, Cancellation);
        Assert.Equal((first.Version, second.Version), (registration.Reads, registration.ReadsInCanary));
        (Answers canary, Answers waiting) = await AnswerAsync("canary", ranker, mailer);
        AssertOf(canary, first, second);
        Assert.InRange(canary.ShareOf(second.Version), 0.4, 0.6);
        AssertKept(ranked, canary);
        AssertOf(waiting, first);
        Assert.Equal(mailed.Scores, waiting.Scores);

        // The switch waits for the mailer, and then moves both at once.
        (string id, string[] late) = await rollout.PrepareAsync(second.Version);
        Assert.Equal([mailer.Name], late);
        JsonElement refused = await rollout.CommitAsync(id, HttpStatusCode.Conflict);
        Assert.Contains(mailer.Name, refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await mailer.LearnAsync(second, Cancellation);
        Assert.Empty(await rollout.LateAsync(id));
        await rollout.CommitAsync(id);
        long[] before = await ReadsAsync(rollout, first);
        (Answers rankedBySecond, Answers mailedBySecond) = await AnswerAsync("switched", ranker, mailer);
        AssertOf(rankedBySecond, second);
        AssertOf(mailedBySecond, second);
        AssertKept(ranked, rankedBySecond);
        AssertKept(mailed, mailedBySecond);

        // Nobody has read the first since, so it can go, and nobody notices.
        Assert.All(before, reads => Assert.True(reads > 0));
        Assert.Equal(before, await ReadsAsync(rollout, first));
        await rollout.MoveAsync(first.Version, "retire");
        Assert.Equal([first.Version], (await ranker.RegisterAsync(Cancellation))!.Retired);
        (Answers rankedAfter, Answers mailedAfter) = await AnswerAsync("retired", ranker, mailer);
        Assert.Equal(rankedBySecond.Scores, rankedAfter.Scores);
        Assert.Equal(mailedBySecond.Scores, mailedAfter.Scores);

        // What it was all for: the same questions about the same users, by heads that take vectors of another space for their own.
        Answers rankedMixed = ranker.AnswerBlindly(rankedAfter.Read, first);
        Answers mailedMixed = mailer.AnswerBlindly(mailedAfter.Read, first);
        Say("first heads, second vectors", rankedMixed, mailedMixed);
        AssertLost(ranked, rankedMixed);
        AssertLost(mailed, mailedMixed);
        Answers half = ranker.AnswerBlindly(canary.Read, first);
        Say("first head, canary's vectors", half);
        AssertLost(ranked, half);
    }

    private static async Task<(Answers Ranked, Answers Mailed)> AnswerAsync(string step, DownstreamModel ranker, DownstreamModel mailer)
    {
        (Answers ranked, Answers mailed) = (await ranker.AnswerAsync(Cancellation), await mailer.AnswerAsync(Cancellation));
        Say(step, ranked, mailed);
        return (ranked, mailed);
    }

    private static void Say(string step, params Answers[] answers) =>
        TestContext.Current.TestOutputHelper!.WriteLine($"{step}: {string.Join("; ", answers.Select(a => a.ToString()))}");

    private static void AssertOf(Answers answers, params ModelBundle[] versions) =>
        Assert.Equal(versions.Select(v => (v.Version, v.EmbeddingSpace)).Order(), answers.Versions);

    private static void AssertKept(Answers before, Answers after) => Assert.True(after.Auc >= before.Auc - Tolerance, $"{after} after {before}");

    private static void AssertLost(Answers own, Answers mixed) => Assert.True(mixed.Auc < own.Auc - Mixed, $"{mixed}, and {own}");

    private static async Task<long[]> ReadsAsync(Operator rollout, ModelBundle version) =>
        [await rollout.ReadsAsync("ranker", version.Version), await rollout.ReadsAsync("mailer", version.Version)];

    private async Task PublishAsync(ModelBundle version, bool makeCurrent)
    {
        using ServiceConnection service = new(_silo.Rest.BaseAddress!, null, TimeProvider.System);
        await PublishCommand.PublishAsync(version.Folder, makeCurrent, service, NoProgress.Instance, Cancellation);
    }

    private async Task ReplayAsync(Audience audience)
    {
        using ServiceConnection service = new(_silo.Rest.BaseAddress!, null, TimeProvider.System);
        ReplayCursor cursor = ReplayCursor.Open(Path.Combine(_silo.Folder, "replay.json"), "key", fresh: true);
        ReplayRequest request = new() { UntilMs = audience.Milestones.TodayMs + 1 };
        await new ReplayRun(audience.Open, service, request, cursor, TimeProvider.System).RunAsync(NoProgress.Instance, Cancellation);
    }
}
