using System.Buffers;
using UserRep.Grains.Errors;

namespace UserRep.Grains.Reading;

/// <summary>Vectors of one version, in the order of the users asked for.</summary>
public sealed record EmbeddingBatch
{
    private float[]? _rented;

    /// <summary>Gets the version of every vector.</summary>
    public required string Version { get; init; }

    /// <summary>Gets the fingerprint of the embedding space: vectors of different spaces must not be compared.</summary>
    public required string Space { get; init; }

    /// <summary>Gets the numbers per vector.</summary>
    public required int Dimension { get; init; }

    /// <summary>Gets what the vectors were mapped from; null where they are the version's own.</summary>
    public CompatibleSource? Compatible { get; init; }

    /// <summary>Gets when the answer was made, in milliseconds since 1970 UTC.</summary>
    public required long ServedAtMs { get; init; }

    /// <summary>Gets the vectors, [users, dimension]; zeros where there is an error.</summary>
    public required Memory<float> Vectors { get; init; }

    /// <summary>Gets per user what there is to know of the vector.</summary>
    public required EmbeddingInfo[] Infos { get; init; }

    /// <summary>
    /// Gives the memory of the vectors back, for another answer: nobody may look at them any more. Whoever cannot be sure of that leaves it to the
    /// collector.
    /// </summary>
    public void Release()
    {
        if (Interlocked.Exchange(ref _rented, null) is { } rented)
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    /// <summary>Says why a user has no vector.</summary>
    internal void Fail(int place, UserRepException why)
    {
        Vectors.Span.Slice(place * Dimension, Dimension).Clear();
        Infos[place] = new EmbeddingInfo(0, 0, Freshness.Stale, why);
    }

    /// <summary>An answer without its vectors, which are zeros as yet.</summary>
    internal static EmbeddingBatch Of(Versions.ServedVersion version, int users, long servedAtMs)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(users * version.Dimension);
        Memory<float> vectors = rented.AsMemory(0, users * version.Dimension);
        vectors.Span.Clear();
        return new EmbeddingBatch
        {
            _rented = rented,
            Version = version.Version,
            Space = version.EmbeddingSpace,
            Dimension = version.Dimension,
            ServedAtMs = servedAtMs,
            Vectors = vectors,
            Infos = new EmbeddingInfo[users],
        };
    }
}
