namespace UserRep.Training.Datasets;

/// <summary>One row of <c>users.parquet</c>.</summary>
internal sealed record UserRow(string Id, long? KnownSinceMs, IReadOnlyList<string?> Attributes);
