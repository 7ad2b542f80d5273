namespace UserRep.Client;

/// <summary>A user's vector has changed, or will be computed anew for whoever reads it next.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Version">The version it is of.</param>
/// <param name="Space">The fingerprint of the embedding space.</param>
/// <param name="Position">The position of the last event that is part of it, or will be.</param>
/// <param name="AsOf">The moment it is of, or at which it was known to be behind.</param>
public readonly record struct VectorChange(string UserId, string Version, string Space, long Position, DateTimeOffset AsOf);
