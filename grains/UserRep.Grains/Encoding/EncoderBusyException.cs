namespace UserRep.Grains.Encoding;

/// <summary>The encoder's queue is full.</summary>
/// <param name="version">The encoder's version.</param>
[GenerateSerializer]
[Alias("userrep.encoder-busy")]
public sealed class EncoderBusyException(string version) : Exception($"The encoder of version {version} has all it can take. Try again in a moment.");
