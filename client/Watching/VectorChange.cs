namespace UserRep.Client;

/// <summary>A user's vector has changed.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Version">The version it is of.</param>
/// <param name="Space">The fingerprint of the embedding space.</param>
/// <param name="Position">The position of the last event that is part of it.</param>
/// <param name="AsOf">The moment it is of.</param>
public readonly record struct VectorChange(string UserId, string Version, string Space, long Position, DateTimeOffset AsOf);
