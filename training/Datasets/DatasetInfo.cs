namespace UserRep.Training.Datasets;

/// <summary>The description of a data set: <c>dataset.json</c>.</summary>
internal sealed record DatasetInfo
{
    /// <summary>Gets the version of the folder's form.</summary>
    public int Format { get; init; } = 1;

    public required string Name { get; init; }

    /// <summary>Gets whether events have times; a set without serves only tasks that need none.</summary>
    public bool HasTimes { get; init; } = true;

    public required IReadOnlyList<string> EventTypes { get; init; }

    /// <summary>Gets the event type of onboarding picks, one of <see cref="EventTypes"/>, or null.</summary>
    public string? OnboardingEventType { get; init; }

    /// <summary>Gets the names of the profile attributes, the columns of <c>users.parquet</c>.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    public long Users { get; init; }

    public long Items { get; init; }

    public long Events { get; init; }

    public long? FirstEventMs { get; init; }

    public long? LastEventMs { get; init; }
}
