using System.Numerics.Tensors;

namespace UserRep.Model.Compatibility;

/// <summary>A linear map with an intercept from vectors of one length to vectors of another; immutable, safe for any number of threads.</summary>
public sealed class AffineMap
{
    private readonly float[] _values;

    /// <summary>Takes a map's numbers.</summary>
    /// <param name="fromDimension">The numbers of a vector that is mapped.</param>
    /// <param name="toDimension">The numbers of what it is mapped to.</param>
    /// <param name="values">A row of <paramref name="toDimension"/> weights for every number of a vector, and the intercept as the last row; copied.</param>
    /// <exception cref="ArgumentException">There are not <c>(fromDimension + 1) × toDimension</c> numbers, or one of them is not finite.</exception>
    public AffineMap(int fromDimension, int toDimension, ReadOnlySpan<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fromDimension);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(toDimension);
        long expected = Length(fromDimension, toDimension);
        if (values.Length != expected) throw new ArgumentException($"It has {values.Length} numbers; {expected} are expected.", nameof(values));
        if (!TensorPrimitives.IsFiniteAll(values)) throw new ArgumentException("Not all of its numbers are finite.", nameof(values));
        (FromDimension, ToDimension, _values) = (fromDimension, toDimension, values.ToArray());
    }

    /// <summary>Gets the numbers of a vector that is mapped.</summary>
    public int FromDimension { get; }

    /// <summary>Gets the numbers of what it is mapped to.</summary>
    public int ToDimension { get; }

    /// <summary>Gets the weights, a row for every number of a vector, and the intercept as the last row.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>Maps a vector. Allocates nothing; the same vector gives the same bits on every machine, for every sum has one order.</summary>
    /// <param name="from">The vector.</param>
    /// <param name="to">Takes what it is mapped to; must not share memory with the vector.</param>
    /// <exception cref="ArgumentException">A length is not the map's, or the two share memory.</exception>
    public void Map(ReadOnlySpan<float> from, Span<float> to)
    {
        Check(from.Length, FromDimension, nameof(from));
        Check(to.Length, ToDimension, nameof(to));
        if (from.Overlaps(to)) throw new ArgumentException("It shares memory with the vector that is mapped.", nameof(to));
        _values.AsSpan(FromDimension * ToDimension).CopyTo(to);
        for (int i = 0; i < from.Length; i++)
        {
            TensorPrimitives.MultiplyAdd(_values.AsSpan(i * ToDimension, ToDimension), from[i], to, to);
        }
    }

    internal static long Length(int fromDimension, int toDimension) => (fromDimension + 1L) * toDimension;

    private static void Check(int length, int expected, string name)
    {
        if (length != expected) throw new ArgumentException($"It has {length} numbers; the map takes {expected}.", name);
    }
}
