using BenchmarkDotNet.Attributes;
using UserRep.Benchmarks.Service;
using UserRep.Benchmarks.Training;
using UserRep.Grains.Embeddings;

namespace UserRep.Benchmarks.Micro;

/// <summary>Users looked up in the table of a silo: the row of one, the vector of one, and the vectors of a batch.</summary>
public class TableLookUp
{
    private const int Users = 100_000;
    private const int Batch = 500;
    private const int Dimension = 120;
    private const string Version = "demo";

    private readonly UserRows _rows = new();
    private readonly EmbeddingTable _table = new();
    private readonly AskedUsers _ones = new(Users, batch: 1);
    private readonly AskedUsers _batches = new(Users, Batch);
    private readonly float[] _vectors = new float[Batch * Dimension];
    private readonly TableEntry[] _entries = new TableEntry[Batch];

    [GlobalSetup]
    public void SetUp()
    {
        float[] vector = RandomRows.Numbers(Dimension, seed: 1);
        for (int user = 0; user < Users; user++)
        {
            _rows.Add(Load.User(user), out _);
            _table.Write(Load.User(user), Version, vector, position: 1, asOfMs: 1);
        }
    }

    [Benchmark(Description = "The row of one of 100,000 users in the table of a silo")]
    public int RowOfOne() => _rows.Find(_ones.Next()[0], out _);

    [Benchmark(Description = "The vector of one of 100,000 users in the table of a silo")]
    public bool VectorOfOne() => _table.TryRead(_ones.Next()[0], Version, _vectors.AsSpan(0, Dimension), out _);

    [Benchmark(Description = "The vectors of 500 of 100,000 users in the table of a silo")]
    public void VectorsOf500() => _table.Read(_batches.Next(), Version, Dimension, _vectors, _entries);
}
