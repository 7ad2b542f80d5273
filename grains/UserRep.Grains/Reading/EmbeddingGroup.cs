namespace UserRep.Grains.Reading;

/// <summary>Those users of a read who get one version.</summary>
/// <param name="Batch">Their vectors. For users whom the consumer can be given none, a batch without a version, of failures only.</param>
/// <param name="Users">Which of the users asked for these are, by their places, in order; null for all.</param>
public sealed record EmbeddingGroup(EmbeddingBatch Batch, int[]? Users);
