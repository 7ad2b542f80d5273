namespace UserRep.Model.Compatibility;

/// <summary>
/// The way from a bundle's vectors to those of an older version, for consumers that have not learned the new ones yet. What comes out
/// approximates the older version's vector; <see cref="Fidelity"/> says how well.
/// </summary>
public sealed class CompatibilityMap
{
    private readonly AffineMap _map;

    /// <summary>Describes a map.</summary>
    /// <param name="version">The older version.</param>
    /// <param name="space">Its embedding space.</param>
    /// <param name="method">How the map was fitted.</param>
    /// <param name="fidelity">How close it comes.</param>
    /// <param name="map">The numbers.</param>
    public CompatibilityMap(string version, string space, string method, CompatibilityFidelity fidelity, AffineMap map)
    {
        ArgumentException.ThrowIfNullOrEmpty(version);
        ArgumentException.ThrowIfNullOrEmpty(space);
        ArgumentException.ThrowIfNullOrEmpty(method);
        ArgumentNullException.ThrowIfNull(fidelity);
        ArgumentNullException.ThrowIfNull(map);
        (Version, Space, Method, Fidelity, _map) = (version, space, method, fidelity, map);
    }

    /// <summary>Gets the older version that vectors are mapped to.</summary>
    public string Version { get; }

    /// <summary>Gets the older version's embedding space: 16 hexadecimal digits.</summary>
    public string Space { get; }

    /// <summary>Gets how the map was fitted, such as <c>procrustes</c> or <c>ridge</c>.</summary>
    public string Method { get; }

    /// <summary>Gets how close mapped vectors come to those of the older version.</summary>
    public CompatibilityFidelity Fidelity { get; }

    /// <summary>Gets the numbers of a vector of the bundle.</summary>
    public int FromDimension => _map.FromDimension;

    /// <summary>Gets the numbers of a vector of the older version.</summary>
    public int Dimension => _map.ToDimension;

    /// <summary>Gets the map's weights and intercept.</summary>
    public ReadOnlySpan<float> Values => _map.Values;

    /// <summary>Maps one vector; see <see cref="AffineMap.Map"/>.</summary>
    /// <param name="from">A vector of the bundle: <see cref="FromDimension"/> numbers.</param>
    /// <param name="to">Takes the vector as the older version would have it: <see cref="Dimension"/> numbers.</param>
    /// <exception cref="ArgumentException">A length is not the map's, or the two share memory.</exception>
    public void Map(ReadOnlySpan<float> from, Span<float> to) => _map.Map(from, to);
}
