using UserRep.Grains.Reading;
using UserRep.Silo.Json;

namespace UserRep.Silo.Embeddings;

/// <summary>From what was read to what is sent as JSON.</summary>
internal static class EmbeddingModels
{
    public static EmbeddingModel One(EmbeddingBatch batch, int i, string userId)
    {
        EmbeddingInfo info = batch.Infos[i];
        string freshness = info.Freshness switch { Freshness.Fresh => "fresh", Freshness.Stale => "stale", _ => "cold" };
        return new EmbeddingModel(
            userId,
            batch.Version,
            batch.Space,
            batch.Vectors.Slice(i * batch.Dimension, batch.Dimension),
            info.Position,
            Moments.Iso(info.AsOfMs),
            batch.ServedAtMs - info.AsOfMs,
            freshness)
        {
            Compatible = batch.Compatible is { } source ? new CompatibleModel(source.From, source.Method, source.Fidelity) : null,
        };
    }

    public static EmbeddingsModel Many(EmbeddingBatch batch, IReadOnlyList<string> userIds)
    {
        int[] all = [.. Enumerable.Range(0, userIds.Count)];
        return new EmbeddingsModel(
            batch.Version,
            batch.Space,
            batch.Dimension,
            [.. all.Where(i => batch.Infos[i].Failure is null).Select(i => One(batch, i, userIds[i]))],
            [
                .. all.Where(i => batch.Infos[i].Failure is not null).Select(i => new EmbeddingFailureModel(
                    userIds[i], batch.Infos[i].Failure!.Error.ToString(), batch.Infos[i].Failure!.Message, (long?)batch.Infos[i].Failure!.RetryAfter?.TotalMilliseconds)),
            ]);
    }
}
