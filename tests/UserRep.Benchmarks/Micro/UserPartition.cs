using BenchmarkDotNet.Attributes;
using UserRep.Benchmarks.Service;
using UserRep.EventLog.Partitions;

namespace UserRep.Benchmarks.Micro;

/// <summary>Which partition a user's events go to.</summary>
public class UserPartition
{
    private readonly PartitionMap _partitions = new();
    private readonly AskedUsers _asked = new(Load.Users, batch: 1);

    [Benchmark(Description = "Which partition a user's events go to")]
    public int PartitionOf() => _partitions.PartitionOf(_asked.Next()[0]);
}
