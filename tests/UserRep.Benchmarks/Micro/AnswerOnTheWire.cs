using BenchmarkDotNet.Attributes;
using Google.Protobuf;
using UserRep.Benchmarks.Training;
using UserRep.Grains.Reading;
using UserRep.Protocol.V1;
using UserRep.Silo.Grpc;

namespace UserRep.Benchmarks.Micro;

/// <summary>An answer of 500 vectors made a message of gRPC, and its bytes.</summary>
public class AnswerOnTheWire
{
    private const int Users = 500;
    private const int Dimension = 120;

    private readonly byte[] _bytes = new byte[1 << 20];
    private readonly EmbeddingBatch _batch = new()
    {
        Version = "demo",
        Space = "0123456789abcdef",
        Dimension = Dimension,
        ServedAtMs = 1_700_000_000_000,
        Vectors = RandomRows.Numbers(Users * Dimension, seed: 1),
        Infos = [.. Enumerable.Range(1, Users).Select(position => new EmbeddingInfo(position, 1_700_000_000_000, Freshness.Fresh))],
    };

    /// <returns>How many bytes.</returns>
    [Benchmark(Description = "An answer of 500 vectors made a message of gRPC, and its bytes")]
    public int Write()
    {
        ReadResponse response = GrpcMessages.Response(id: 1, _batch);
        int size = response.CalculateSize();
        response.WriteTo(_bytes.AsSpan(0, size));
        return size;
    }
}
