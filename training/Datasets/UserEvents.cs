namespace UserRep.Training.Datasets;

/// <summary>The events of one user, a slice of its row group.</summary>
internal readonly record struct UserEvents(string UserId, ReadOnlyMemory<EventRow> Events);
