namespace UserRep.Grains.Encoding;

/// <summary>The encoder's queue is full.</summary>
[GenerateSerializer]
[Alias("userrep.encoder-busy")]
internal sealed class EncoderBusyException(string version) : Exception($"The encoder of version {version} has all it can take. Try again in a moment.");
