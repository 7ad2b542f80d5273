using System.Numerics.Tensors;
using UserRep.EventLog.Events;
using UserRep.Grains.Errors;
using UserRep.Grains.Features;
using UserRep.Grains.Intake;
using UserRep.Grains.Reading;
using UserRep.Grains.Silos;
using UserRep.Grains.Users;
using UserRep.Grains.Versions;
using UserRep.Model.Features;

namespace UserRep.Grains.Insights;

/// <summary>Computes from the log what people want to know of one user. What is served comes from where every reader has it.</summary>
internal sealed class UserInsights(IEventLog log, IEmbeddingReader reader, IPlanSource versions, AllSilos silos, IntakeOptions intake, TimeProvider time) : IUserInsights
{
    /// <summary>The most events that one can ask about.</summary>
    public const int MaxEvents = 20;

    private const int MaxHypothetical = 20;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task<UserPortrait> LookAsync(string userId, CancellationToken cancellation)
    {
        UserIds.Require(userId);
        ServingPlan plan = versions.Plan;
        FoldedHistory history = await HistoryAsync(userId, plan.Spaces, cancellation).ConfigureAwait(false);
        VersionPortrait[] portraits = await Task.WhenAll(plan.Versions.Select(v => PortraitAsync(userId, v, history, cancellation))).ConfigureAwait(false);
        return new UserPortrait { UserId = userId, Events = history.Count, IsWhole = history.IsWhole, Last = [.. history.Tail.Reverse()], Versions = portraits };
    }

    public async Task<ChangeExplanation> WhyAsync(string userId, string? version, int events, CancellationToken cancellation)
    {
        UserIds.Require(userId);
        if (events is < 1 or > MaxEvents)
        {
            throw new UserRepException(ServiceError.Invalid, $"events: {events} is not from 1 to {MaxEvents}.");
        }

        ServedVersion served = versions.Plan.Resolve(version);
        FoldedHistory history = await WholeHistoryAsync(userId, served, cancellation).ConfigureAwait(false);
        if (history.Count == 0)
        {
            throw new UserRepException(ServiceError.Invalid, "Nothing has happened yet that could have moved the vector. Send an event of the user, or ask what if.");
        }

        LogEvent[] last = [.. history.Tail.TakeLast(events)];
        FeatureSpace space = served.Space;
        FeatureState whole = history.Whole(space);
        FeatureState less = history.Without(space, e => last.Contains(e));
        long asOfMs = await AsOfAsync(userId, served, whole, cancellation).ConfigureAwait(false);
        float[] before = space.Features(less, asOfMs);
        float[] after = space.Features(whole, asOfMs);
        IReadOnlyList<(string Kind, string Name, int[] Places)> parts = FeatureParts.Holdable(space.Layout);
        float[][] rows =
        [
            before, after, less.EventCount == 0 ? before : space.Features(less, less.LastEventMs),
            .. last.Select(e => space.Features(history.Without(space, other => other == e), asOfMs)),
            .. parts.Select(part => HeldBack(after, before, part.Places)),
        ];
        float[][] vectors = await Task.WhenAll(rows.Select(row => EncodeAsync(served, row, cancellation))).ConfigureAwait(false);
        return new ChangeExplanation
        {
            Version = served.Version,
            AsOfMs = asOfMs,
            Distance = TensorPrimitives.Distance<float>(vectors[0], vectors[1]),
            Cosine = ChangeShares.Cosine(vectors[0], vectors[1]),
            TimeDistance = TensorPrimitives.Distance<float>(vectors[2], vectors[0]),
            Events = [.. last.Select((e, i) => new EventShare(e, Share(3 + i))).Reverse()],
            Parts = [.. parts.Select((part, i) => new PartShare(part.Kind, part.Name, Share(3 + last.Length + i)))],
        };

        double Share(int row) => ChangeShares.Of(vectors[0], vectors[1], vectors[row]);
    }

    public async Task<WhatIfOutcome> WhatIfAsync(string userId, string? version, IReadOnlyList<IncomingEvent> events, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(events);
        UserIds.Require(userId);
        ServedVersion served = versions.Plan.Resolve(version);
        NewEvent[] hypothetical = new EventChecks(versions.Plan, new IntakeOptions { MaxEvents = MaxHypothetical, MaxAhead = intake.MaxAhead }, Now).Check([.. events.Select((e, i) => e with { EventId = $"what-if-{i}", UserId = userId })]);
        FoldedHistory history = await WholeHistoryAsync(userId, served, cancellation).ConfigureAwait(false);
        FeatureState state = history.Whole(served.Space);
        long asOfMs = Math.Max(await AsOfAsync(userId, served, state, cancellation).ConfigureAwait(false), hypothetical.Max(e => e.TimestampMs));
        float[] before = served.Space.Features(state, asOfMs);
        for (int i = 0; i < hypothetical.Length; i++)
        {
            served.Space.Fold(state, new LogEvent { Partition = 0, Offset = long.MaxValue - hypothetical.Length + i, Prev = 0, Event = hypothetical[i] }, countsItems: false);
        }

        float[][] vectors = await Task.WhenAll(EncodeAsync(served, before, cancellation), EncodeAsync(served, served.Space.Features(state, asOfMs), cancellation)).ConfigureAwait(false);
        return new WhatIfOutcome(served.Version, asOfMs, vectors[0], vectors[1]);
    }

    public async Task<UserSample> SampleAsync(string? version, int most, CancellationToken cancellation)
    {
        ServedVersion served = versions.Plan.Resolve(version);
        SiloAddress[] active = [.. silos.Active];
        int each = (most + active.Length - 1) / Math.Max(1, active.Length);
        (SiloAddress Silo, SiloSample? Sample)[] answers = await Task.WhenAll(active.Select(
            async silo => (silo, await silos.TryAskAsync(silo, s => s.SampleAsync(served.Version, each), _patience, cancellation).ConfigureAwait(false)))).ConfigureAwait(false);
        SiloSample[] samples = [.. answers.Select(a => a.Sample).OfType<SiloSample>().Where(s => s.Vectors.Length == s.UserIds.Length * served.Dimension)];
        return new UserSample(
            served.Version,
            served.Dimension,
            [.. samples.SelectMany(s => s.UserIds)],
            samples.SelectMany(s => s.Vectors).ToArray(),
            [.. answers.Where(a => a.Sample is null).Select(a => a.Silo.Endpoint.ToString()).Order(StringComparer.Ordinal)]);
    }

    private static async Task<float[]> EncodeAsync(ServedVersion version, float[] features, CancellationToken cancellation) => await version.Batcher.EncodeAsync(features).WaitAsync(cancellation).ConfigureAwait(false);

    private static float[] HeldBack(float[] after, float[] before, int[] places)
    {
        float[] features = [.. after];
        foreach (int place in places)
        {
            features[place] = before[place];
        }

        return features;
    }

    private async Task<VersionPortrait> PortraitAsync(string userId, ServedVersion version, FoldedHistory history, CancellationToken cancellation)
    {
        (EmbeddingInfo info, float[] vector) = await ServedAsync(userId, version, cancellation).ConfigureAwait(false);
        FeatureState state = history.Whole(version.Space);
        return new VersionPortrait(
            version.Version, info, vector, history.IsWhole ? FeatureParts.Of(version.Space.Layout, version.Space.Features(state, Math.Max(info.AsOfMs, Math.Max(state.LastEventMs, 0)))) : []);
    }

    /// <summary>What every reader gets; no vector where there is none.</summary>
    private async Task<(EmbeddingInfo Info, float[] Vector)> ServedAsync(string userId, ServedVersion version, CancellationToken cancellation)
    {
        EmbeddingBatch batch = await reader.ReadAsync(new EmbeddingQuery { UserIds = [userId], Version = version.Version }, cancellation).ConfigureAwait(false);
        EmbeddingInfo info = batch.Infos[0];
        float[] vector = info.Failure is null ? batch.Vectors.ToArray() : [];
        batch.Release();
        return (info, vector);
    }

    /// <summary>The moment of the vector that is served, or of the last event if that is later.</summary>
    private async Task<long> AsOfAsync(string userId, ServedVersion version, FeatureState state, CancellationToken cancellation)
    {
        (EmbeddingInfo info, _) = await ServedAsync(userId, version, cancellation).ConfigureAwait(false);
        return Math.Max(info.Failure is null && info.AsOfMs > 0 ? info.AsOfMs : Now, state.LastEventMs);
    }

    private Task<FoldedHistory> HistoryAsync(string userId, IReadOnlyList<FeatureSpace> spaces, CancellationToken cancellation) =>
        FoldedHistory.ReadAsync(log.EventsOfAsync(userId, cancellation), spaces, MaxEvents);

    private async Task<FoldedHistory> WholeHistoryAsync(string userId, ServedVersion version, CancellationToken cancellation)
    {
        FoldedHistory history = await HistoryAsync(userId, [version.Space], cancellation).ConfigureAwait(false);
        return history.IsWhole ? history : throw new UserRepException(ServiceError.Conflict, "Older events of the user were pruned from the log, so that the state before the last ones cannot be built again. The vector that is served has them all.");
    }
}
