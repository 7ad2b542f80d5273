namespace UserRep.Grains.Versions.Retirements;

/// <summary>What it takes to retire a version.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.retirement-needs")]
public sealed record RetirementNeeds
{
    /// <summary>Gets the version.</summary>
    [Id(0)]
    public required string Version { get; init; }

    /// <summary>Gets where it stands.</summary>
    [Id(1)]
    public required VersionState State { get; init; }

    /// <summary>Gets the consumers that would read it, for some of their users at least, and whose lease has not run out.</summary>
    [Id(2)]
    public required string[] Readers { get; init; }

    /// <summary>Gets for how long it must not have been read.</summary>
    [Id(3)]
    public required TimeSpan Window { get; init; }

    /// <summary>Gets how much of that is left if nobody reads it meanwhile; zero or less if nothing is.</summary>
    [Id(4)]
    public required TimeSpan Left { get; init; }

    /// <summary>Gets who has read it within that time, the last first.</summary>
    [Id(5)]
    public IReadOnlyList<LastReader> LastReaders { get; init; } = [];

    /// <summary>What is missing, in sentences; nothing if it can be retired.</summary>
    /// <returns>The sentences.</returns>
    public IEnumerable<string> Missing()
    {
        if (Readers.Length > 0)
        {
            yield return $"{string.Join(", ", Readers)} would read it. Let them accept a newer one, or take their registration back.";
        }

        if (Left > TimeSpan.Zero)
        {
            yield return $"It must not be read for {NumberText.Coarse(Window.TotalSeconds)} s; {NumberText.Coarse(Math.Ceiling(Left.TotalSeconds))} s of that are left.";
        }
    }
}
