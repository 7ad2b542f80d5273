using System.Runtime.InteropServices;
using Google.Protobuf;
using UserRep.Grains.Intake;
using UserRep.Grains.Reading;
using UserRep.Grains.Watching;
using UserRep.Protocol.V1;

namespace UserRep.Silo.Grpc;

/// <summary>Between the messages of the wire and those of the service.</summary>
internal static class GrpcMessages
{
    private static readonly long _longestMs = (long)TimeSpan.MaxValue.TotalMilliseconds - 1;

    public static IncomingEvent Event(Event e) => new()
    {
        EventId = e.EventId,
        UserId = e.UserId,
        Type = e.Type,
        ItemId = e.HasItemId ? e.ItemId : null,
        TimestampMs = e.HasTimestampMs ? e.TimestampMs : null,
        Value = e.HasValue ? e.Value : null,
        Attributes = e.Attributes.Count == 0 ? null : Attributes(e),
    };

    public static EmbeddingQuery Query(ReadRequest request) => new()
    {
        UserIds = request.UserIds,
        Version = request.Version.Length == 0 ? null : request.Version,
        MaxAge = Time(request.MaxAgeMs),
        MinPositions = request.MinPositions.Count == 0 ? null : request.MinPositions,
        AsOfMs = request.AsOfMs == 0 ? null : request.AsOfMs,
    };

    /// <summary>A time of the wire, where 0 is none. What is longer than any time is the longest.</summary>
    public static TimeSpan? Time(long ms) => ms == 0 ? null : TimeSpan.FromMilliseconds(Math.Clamp(ms, -_longestMs, _longestMs));

    public static ReadResponse Response(ulong id, EmbeddingBatch batch)
    {
        _ = MemoryMarshal.TryGetArray<float>(batch.Vectors, out ArraySegment<float> vectors);
        ReadResponse response = new()
        {
            Id = id,
            Version = batch.Version,
            Space = batch.Space,
            Dimension = batch.Dimension,
            ServedAtMs = batch.ServedAtMs,
            Vectors = UnsafeByteOperations.UnsafeWrap(new FloatBytes(vectors).Memory),
        };
        byte[] freshness = new byte[batch.Infos.Length];
        (response.Positions.Capacity, response.AsOfMs.Capacity) = (freshness.Length, freshness.Length);
        for (int i = 0; i < freshness.Length; i++)
        {
            EmbeddingInfo info = batch.Infos[i];
            response.Positions.Add(info.Position);
            response.AsOfMs.Add(info.AsOfMs);
            freshness[i] = (byte)info.Freshness;
            if (info.Failure is { } failure)
            {
                response.Failures.Add(new ReadFailure { Index = i, Failure = GrpcFailures.Of(failure) });
            }
        }

        if (batch.Compatible is { } source)
        {
            response.Compatible = Compatible(source);
        }

        response.Freshness = UnsafeByteOperations.UnsafeWrap(freshness);
        return response;
    }

    private static Compatible Compatible(CompatibleSource source)
    {
        Compatible compatible = new() { From = source.From, Method = source.Method, Cosine = source.Fidelity.Cosine };
        if (source.Fidelity.CosineOfMean is { } ofMean)
        {
            compatible.CosineOfMean = ofMean;
        }

        if (source.Fidelity.AucLoss is { } loss)
        {
            compatible.AucLoss = loss;
        }

        return compatible;
    }

    /// <summary>Groups as the first of them, with the others in it.</summary>
    public static ReadResponse Response(ulong id, IReadOnlyList<EmbeddingGroup> groups)
    {
        ReadResponse first = Response(id, groups[0]);
        for (int i = 1; i < groups.Count; i++)
        {
            first.Further.Add(Response(id, groups[i]));
        }

        return first;
    }

    private static ReadResponse Response(ulong id, EmbeddingGroup group)
    {
        ReadResponse response = Response(id, group.Batch);
        response.Users.AddRange(group.Users ?? []);
        return response;
    }

    public static VectorChanged Change(VectorChange change) =>
        new() { UserId = change.UserId, Version = change.Version, Space = change.Space, Position = change.Position, AsOfMs = change.AsOfMs };

    /// <summary>The same name twice: the later one counts, as in JSON.</summary>
    private static Dictionary<string, string?> Attributes(Event e)
    {
        Dictionary<string, string?> attributes = new(StringComparer.Ordinal);
        foreach (Protocol.V1.Attribute attribute in e.Attributes)
        {
            attributes[attribute.Name] = attribute.HasValue ? attribute.Value : null;
        }

        return attributes;
    }
}
