namespace UserRep.Grains.Watching;

/// <summary>The notices of a moment, as they travel on the stream.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.change-batch")]
internal sealed record ChangeBatch([property: Id(0)] VectorChange[] Changes);
