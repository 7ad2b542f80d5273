namespace UserRep.Silo.Problems;

/// <summary>The caller is known and may not do this; the message says who it is, what it lacks and the remedy.</summary>
internal sealed class ForbiddenException(string message) : Exception(message);
