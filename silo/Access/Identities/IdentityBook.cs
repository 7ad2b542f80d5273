using System.Collections.Frozen;

namespace UserRep.Silo.Access.Identities;

/// <summary>Everybody who is known at a time.</summary>
internal sealed class IdentityBook(IReadOnlyList<Identity> identities)
{
    private readonly FrozenDictionary<string, Identity> _names = identities.ToFrozenDictionary(i => i.Name, StringComparer.Ordinal);
    private readonly (KeyHash Key, Identity Identity)[] _keys = [.. identities.SelectMany(i => i.Keys.Select(key => (key, i)))];

    /// <summary>Gets everybody.</summary>
    public IReadOnlyList<Identity> All => identities;

    public Identity? Named(string name) => _names.GetValueOrDefault(name);

    /// <summary>Whose key it is. Looks at every key there is, so that the time it takes says nothing.</summary>
    public Identity? OfKey(KeyHash key)
    {
        Identity? found = null;
        foreach ((KeyHash known, Identity identity) in _keys)
        {
            found = known.Is(key) ? identity : found;
        }

        return found;
    }
}
