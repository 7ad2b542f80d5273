namespace UserRep.Training.Embed;

/// <summary>What <c>embed</c> was asked to do.</summary>
internal sealed record EmbedRequest
{
    /// <summary>Gets the moments, ascending, each once.</summary>
    public required IReadOnlyList<long> Moments { get; init; }

    /// <summary>Gets the users; null for all.</summary>
    public IReadOnlySet<string>? Users { get; init; }

    /// <summary>Gets the vectors encoded at once.</summary>
    public int Batch { get; init; } = 256;
}
