using System.Diagnostics.CodeAnalysis;

namespace UserRep.Client;

/// <summary>
/// A downstream model's heads, one for each version it was trained on: the vector says which one is to be used, so that no head ever sees a
/// vector of a space that it does not know.
/// </summary>
/// <typeparam name="THead">What a head is.</typeparam>
public sealed class VersionHeads<THead>
{
    private readonly Dictionary<string, THead> _heads;

    /// <summary>Initializes a new instance of the <see cref="VersionHeads{THead}"/> class.</summary>
    /// <param name="heads">The heads and their versions, the one that is liked best first.</param>
    /// <exception cref="ArgumentException">There is none, or a version stands there twice.</exception>
    public VersionHeads(IEnumerable<KeyValuePair<string, THead>> heads)
    {
        ArgumentNullException.ThrowIfNull(heads);
        KeyValuePair<string, THead>[] all = [.. heads];
        if (all.Length == 0)
        {
            throw new ArgumentException("There is no head. Give one for each version that the model was trained on.", nameof(heads));
        }

        _heads = new Dictionary<string, THead>(all, StringComparer.Ordinal);
        Versions = [.. all.Select(h => h.Key)];
    }

    /// <summary>Gets the versions there is a head for: what the consumer accepts.</summary>
    public IReadOnlyList<string> Versions { get; }

    /// <summary>The consumer that these heads make.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The options to register it with.</returns>
    public ConsumerOptions Consumer(string name) => new() { Name = name, Accepts = Versions };

    /// <summary>The head for a vector.</summary>
    /// <param name="vector">The vector.</param>
    /// <returns>The head of its version.</returns>
    /// <exception cref="VersionNotAcceptedException">There is none.</exception>
    public THead For(UserVector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        return TryFor(vector.Version, out THead? head)
            ? head
            : throw new VersionNotAcceptedException($"There is no head for version \"{vector.Version}\", only for {string.Join(", ", Versions)}. Register the consumer with these, so that it gets no other.");
    }

    /// <summary>The head for a version, if there is one.</summary>
    /// <param name="version">The version.</param>
    /// <param name="head">The head.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryFor(string version, [MaybeNullWhen(false)] out THead head) => _heads.TryGetValue(version, out head);
}
