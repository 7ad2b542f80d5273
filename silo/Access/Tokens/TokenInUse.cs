namespace UserRep.Silo.Access.Tokens;

/// <summary>The token that a request came in by, for calls that last longer than it does.</summary>
internal sealed record TokenInUse(DateTime Ends);
