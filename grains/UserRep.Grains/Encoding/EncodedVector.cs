namespace UserRep.Grains.Encoding;

/// <summary>A vector fresh from the encoder.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.encoded-vector")]
internal sealed record EncodedVector([property: Id(0)] float[] Values);
