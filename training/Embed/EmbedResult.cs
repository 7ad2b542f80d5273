namespace UserRep.Training.Embed;

/// <summary>What <c>embed</c> made, as <c>--json</c> prints it.</summary>
internal sealed record EmbedResult(string File, string Version, string EmbeddingSpace, IReadOnlyList<DateTimeOffset> At, EmbedCounts Counts)
{
    public string InWords()
    {
        string moments = string.Join(", ", At.Select(at => $"{at:yyyy-MM-dd'T'HH:mm:ss'Z'}"));
        return $"{File}: {Counts.Vectors:N0} vectors of {Counts.Users:N0} users at {moments}, version {Version}, embedding space {EmbeddingSpace}"
            + (Counts.WithoutEvents > 0 ? $"; {Counts.WithoutEvents:N0} of them before the user's first event." : ".");
    }
}
