namespace UserRep.Silo.Problems;

/// <summary>A part of the request cannot be read; the message names the field, the value and the remedy.</summary>
internal sealed class BadRequestException(string message) : Exception(message);
