namespace UserRep.Silo.Access.Identities;

/// <summary>Everybody who is known now: those of the keys in the settings, who stay, and those of the file, who change.</summary>
internal sealed class KnownIdentities
{
    private readonly IReadOnlyList<Identity> _ofSettings;
    private volatile IdentityBook _now;

    public KnownIdentities(IReadOnlyList<string> keys, IReadOnlyList<Identity> ofFile)
    {
        // A key of the settings says nothing of what it is for, so it is for everything.
        _ofSettings = [.. keys.Select((key, i) => new Identity($"key-{i + 1}", Scopes.All) { Keys = [KeyHash.Of(key)] })];
        _now = new IdentityBook([.. _ofSettings, .. ofFile]);
    }

    /// <summary>Somebody may be known no more, or for something else.</summary>
    public event Action? Changed;

    public IdentityBook Now => _now;

    /// <summary>Takes what the file says now in the place of what it said.</summary>
    public void Replace(IReadOnlyList<Identity> ofFile)
    {
        _now = new IdentityBook([.. _ofSettings, .. ofFile]);
        Changed?.Invoke();
    }
}
