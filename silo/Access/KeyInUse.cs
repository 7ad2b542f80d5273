using UserRep.Silo.Access.Identities;

namespace UserRep.Silo.Access;

/// <summary>The key that a request came in by, for calls that last longer than it may.</summary>
internal sealed record KeyInUse(KeyHash Hash);
