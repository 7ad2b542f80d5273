namespace UserRep.Benchmarks.Infrastructure;

/// <summary>What the same work took both ways, one right after the other.</summary>
internal sealed record CostPair(int Models, WorkCost Shared, WorkCost Own);
