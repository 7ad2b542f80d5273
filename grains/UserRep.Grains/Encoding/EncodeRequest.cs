namespace UserRep.Grains.Encoding;

/// <summary>Features to be encoded.</summary>
/// <param name="Buffer">Has them at its beginning.</param>
/// <param name="Length">How many they are.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.encode-request")]
internal sealed record EncodeRequest([property: Id(0)] float[] Buffer, [property: Id(1)] int Length);
