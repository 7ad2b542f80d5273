using UserRep.Grains.Reading;
using UserRep.Protocol.V1;

namespace UserRep.Silo.Grpc;

/// <summary>An answer, and the vectors that it shows without a copy.</summary>
internal readonly record struct Answer(ReadResponse Response, EmbeddingBatch? Batch = null, IReadOnlyList<EmbeddingGroup>? Groups = null)
{
    public static Answer Of(ulong id, EmbeddingBatch batch) => new(GrpcMessages.Response(id, batch), batch);

    public static Answer Of(ulong id, IReadOnlyList<EmbeddingGroup> groups) => new(GrpcMessages.Response(id, groups), Groups: groups);

    /// <summary>The response is written and is not looked at any more.</summary>
    public void Release()
    {
        Batch?.Release();
        foreach (EmbeddingGroup group in Groups ?? [])
        {
            group.Batch.Release();
        }
    }
}
