namespace UserRep.Silo.Access.Identities;

/// <summary>Somebody who is known by keys.</summary>
/// <param name="Name">What history and audit call it.</param>
/// <param name="Scopes">What it may do.</param>
internal sealed record Identity(string Name, IReadOnlyList<string> Scopes)
{
    /// <summary>The hashes of its keys: several, so that a new one works before the old one is gone.</summary>
    public IReadOnlyList<KeyHash> Keys { get; init; } = [];

    /// <summary>The only consumer that it reads for; null for any.</summary>
    public string? Consumer { get; init; }

    /// <summary>How many requests it may make in a second; null for as many as the settings say.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>How large its requests may be, in bytes; null for as large as the settings say, and never larger.</summary>
    public long? MaxBodyBytes { get; init; }
}
