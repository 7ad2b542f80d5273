namespace UserRep.Grains.Encoding;

/// <summary>Features to be encoded. The array may be longer than the features.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.encode-request")]
internal sealed record EncodeRequest([property: Id(0)] float[] Buffer, [property: Id(1)] int Length);
