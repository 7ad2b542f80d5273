namespace UserRep.Silo.Problems;

/// <summary>The body is of a type that is not taken.</summary>
internal sealed class UnsupportedTypeException(string? type) : Exception(
    $"Content-Type is \"{type}\". Send application/json; for events also application/x-ndjson, for a bundle application/zip, for a plan application/yaml.");
