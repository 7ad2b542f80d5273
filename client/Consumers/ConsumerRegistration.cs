namespace UserRep.Client;

/// <summary>What a consumer gets, as of its registration.</summary>
/// <param name="Reads">The version for users outside of a canary; null if it accepts none of those there are.</param>
/// <param name="ReadsInCanary">The version for users in the canary; null if there is none that it accepts.</param>
/// <param name="Retired">Those of the versions it accepts that are retired: their heads are of no use any more.</param>
public sealed record ConsumerRegistration(string? Reads, string? ReadsInCanary, IReadOnlyList<string> Retired);
