namespace UserRep.Grains.Insights;

/// <summary>Where a vector would go.</summary>
/// <param name="Version">The version.</param>
/// <param name="AsOfMs">The moment both vectors are of, in milliseconds since 1970 UTC.</param>
/// <param name="Before">The vector of what has happened.</param>
/// <param name="After">The vector of that and of what has not.</param>
public sealed record WhatIfOutcome(string Version, long AsOfMs, ReadOnlyMemory<float> Before, ReadOnlyMemory<float> After)
{
    /// <summary>Gets how far it would move.</summary>
    public double Distance => System.Numerics.Tensors.TensorPrimitives.Distance(Before.Span, After.Span);

    /// <summary>Gets the cosine of both.</summary>
    public double Cosine => ChangeShares.Cosine(Before.Span, After.Span);
}
