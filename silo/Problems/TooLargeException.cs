namespace UserRep.Silo.Problems;

/// <summary>The request is beyond a limit; the message names it.</summary>
internal sealed class TooLargeException(string message) : Exception(message);
