namespace UserRep.Grains.Parity;

/// <summary>A vector to be looked at.</summary>
internal sealed record ParitySample(string UserId, string Version);
