namespace UserRep.Training.Embed;

/// <summary>What was embedded.</summary>
/// <param name="Users">Users embedded.</param>
/// <param name="Vectors">Vectors written.</param>
/// <param name="WithoutEvents">Vectors of users who had done nothing by their moment.</param>
/// <param name="UnknownUsers">Users asked for that the data set does not have, in order.</param>
internal sealed record EmbedCounts(int Users, long Vectors, long WithoutEvents, IReadOnlyList<string> UnknownUsers);
