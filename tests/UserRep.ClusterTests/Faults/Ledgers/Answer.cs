namespace UserRep.ClusterTests.Faults.Ledgers;

/// <summary>A vector as it was read.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Version">The version that is said to have made it.</param>
/// <param name="Position">The position it is said to be at.</param>
/// <param name="AsOfMs">The moment it is as of, in milliseconds of Unix time.</param>
/// <param name="Vector">The vector.</param>
internal sealed record Answer(string UserId, string Version, long Position, long AsOfMs, float[] Vector);
