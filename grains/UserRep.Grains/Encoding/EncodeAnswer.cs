namespace UserRep.Grains.Encoding;

/// <summary>What became of one user's features.</summary>
/// <param name="Vector">The vector; null if there is none.</param>
/// <param name="Error">Why there is none.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.encode-answer")]
internal sealed record EncodeAnswer([property: Id(0)] EncodedVector? Vector, [property: Id(1)] Exception? Error);
