namespace UserRep.Silo.Access;

/// <summary>The ways in which callers come in.</summary>
internal static class AccessSchemes
{
    /// <summary>Chooses among the others by what a request brings.</summary>
    public const string Any = "any";

    /// <summary>By a key, as a header of its own or as a bearer token.</summary>
    public const string Key = "key";

    /// <summary>By a token that somebody else has signed.</summary>
    public const string Jwt = "jwt";

    /// <summary>By the cookie of whoever has signed in with a browser.</summary>
    public const string Cookie = "cookie";

    /// <summary>Without anything, where nothing is set that could be asked for.</summary>
    public const string Open = "open";
}
