namespace UserRep.Benchmarks.Scaling;

/// <summary>How much of what there is once for all silos a load takes.</summary>
/// <param name="Resource">What it is.</param>
/// <param name="Share">The share that is taken of what may be.</param>
/// <param name="IsOfDatabase">Whether several databases would have more of it.</param>
internal sealed record ResourceUse(string Resource, double Share, bool IsOfDatabase = true);
