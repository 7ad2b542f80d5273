namespace UserRep.Training.Embed;

/// <summary>A user at a moment: one row of the output, but for the vector.</summary>
/// <param name="UserId">The user.</param>
/// <param name="AtMs">The moment.</param>
/// <param name="Events">How many of the user's events there were by then.</param>
internal readonly record struct EmbeddedMoment(string UserId, long AtMs, int Events);
