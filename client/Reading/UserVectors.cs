namespace UserRep.Client;

/// <summary>Vectors of many users, all of one version, packed.</summary>
public sealed class UserVectors
{
    private readonly VectorFrame[] _frames;
    private readonly int _perFrame;

    internal UserVectors(IReadOnlyList<string> userIds, VectorFrame[] frames, int perFrame)
    {
        UserIds = userIds;
        _frames = frames;
        _perFrame = perFrame;
    }

    /// <summary>Gets the users, as asked for.</summary>
    public IReadOnlyList<string> UserIds { get; }

    /// <summary>Gets the number of users.</summary>
    public int Count => UserIds.Count;

    /// <summary>Gets the version of all vectors.</summary>
    public string Version => _frames[0].Version;

    /// <summary>Gets the fingerprint of the embedding space.</summary>
    public string Space => _frames[0].Space;

    /// <summary>Gets the numbers per vector.</summary>
    public int Dimension => _frames[0].Dimension;

    /// <summary>A user's vector.</summary>
    /// <param name="index">The user's place in <see cref="UserIds"/>.</param>
    /// <returns>The vector.</returns>
    /// <exception cref="UserRepClientException">There is none for this user, and why.</exception>
    public UserVector this[int index] => _frames[index / _perFrame].At(index % _perFrame, UserIds[index]);

    /// <summary>The numbers of a user's vector, without anything allocated.</summary>
    /// <param name="index">The user's place in <see cref="UserIds"/>.</param>
    /// <returns>The vector; zeros if there is none, see <see cref="FailureOf"/>.</returns>
    public ReadOnlySpan<float> Span(int index) => _frames[index / _perFrame].Span(index % _perFrame);

    /// <summary>Why there is no vector of a user.</summary>
    /// <param name="index">The user's place in <see cref="UserIds"/>.</param>
    /// <returns>Why; null if there is one.</returns>
    public UserRepClientException? FailureOf(int index) => _frames[index / _perFrame].FailureOf(index % _perFrame);
}
