namespace UserRep.ClusterTests.Faults.Ledgers;

/// <summary>What is known of an event that was sent.</summary>
/// <param name="Position">The position it was acknowledged at; null while it was not.</param>
/// <param name="MayBeThere">Whether a call that carried it ended without a word on whether it was taken.</param>
internal readonly record struct SentEvent(long? Position, bool MayBeThere);
