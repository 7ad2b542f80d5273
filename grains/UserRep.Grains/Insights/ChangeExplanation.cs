namespace UserRep.Grains.Insights;

/// <summary>Why a vector moved.</summary>
public sealed record ChangeExplanation
{
    /// <summary>Gets the version.</summary>
    public required string Version { get; init; }

    /// <summary>Gets the moment both vectors are of, in milliseconds since 1970 UTC.</summary>
    public required long AsOfMs { get; init; }

    /// <summary>Gets how far it moved with the events: the length of the difference.</summary>
    public required double Distance { get; init; }

    /// <summary>Gets the cosine of the vector without the events and with them.</summary>
    public required double Cosine { get; init; }

    /// <summary>Gets how far time alone moved it, from the event before these to the moment of both vectors; 0 where there was none before.</summary>
    public required double TimeDistance { get; init; }

    /// <summary>Gets the share of each event in the change, the newest first.</summary>
    public required IReadOnlyList<EventShare> Events { get; init; }

    /// <summary>Gets the share of each part of the features in it.</summary>
    public required IReadOnlyList<PartShare> Parts { get; init; }
}
