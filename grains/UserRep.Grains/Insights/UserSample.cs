namespace UserRep.Grains.Insights;

/// <summary>Vectors of some users.</summary>
/// <param name="Version">The version of all of them.</param>
/// <param name="Dimension">The numbers of each.</param>
/// <param name="UserIds">The users.</param>
/// <param name="Vectors">The vectors, [users, dimension].</param>
/// <param name="Silent">The silos that did not answer.</param>
public sealed record UserSample(string Version, int Dimension, IReadOnlyList<string> UserIds, ReadOnlyMemory<float> Vectors, IReadOnlyList<string> Silent)
{
    /// <summary>Gets the vector of one of them, by its place.</summary>
    /// <param name="place">The place.</param>
    /// <returns>The vector.</returns>
    public ReadOnlySpan<float> Vector(int place) => Vectors.Span.Slice(place * Dimension, Dimension);

    /// <summary>Those whose vectors point the most the same way.</summary>
    /// <param name="vector">The way.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="except">Who is not among them.</param>
    /// <returns>The users and their cosines, the nearest first.</returns>
    public IReadOnlyList<(string UserId, double Cosine)> Nearest(ReadOnlyMemory<float> vector, int most, string except) =>
    [
        .. Enumerable.Range(0, UserIds.Count)
            .Where(i => UserIds[i] != except)
            .Select(i => (UserIds[i], ChangeShares.Cosine(vector.Span, Vector(i))))
            .OrderByDescending(n => n.Item2)
            .ThenBy(n => n.Item1, StringComparer.Ordinal)
            .Take(most),
    ];
}
