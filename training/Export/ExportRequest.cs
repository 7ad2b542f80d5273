using UserRep.Training.Importing;

namespace UserRep.Training.Export;

/// <summary>What an export makes.</summary>
internal sealed record ExportRequest
{
    public required ImportTarget Target { get; init; }

    /// <summary>A data set to take items from, with tags and vectors; null for ids alone.</summary>
    public string? Items { get; init; }

    /// <summary>A bundle that says which event types are picks and profile, and may give item vectors; null for the usual names.</summary>
    public string? Bundle { get; init; }

    /// <summary>Which of the bundle's item vectors become given ones; null for those that were given to it.</summary>
    public string? Modality { get; init; }

    /// <summary>The profile attributes to keep; null for all.</summary>
    public IReadOnlyList<string>? Attributes { get; init; }

    /// <summary>Events read at a time.</summary>
    public int Page { get; init; } = 5_000;
}
