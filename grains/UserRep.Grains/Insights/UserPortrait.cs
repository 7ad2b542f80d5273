using UserRep.EventLog.Events;

namespace UserRep.Grains.Insights;

/// <summary>What is known of a user.</summary>
public sealed record UserPortrait
{
    /// <summary>Gets the user.</summary>
    public required string UserId { get; init; }

    /// <summary>Gets how many events of theirs the log has.</summary>
    public required long Events { get; init; }

    /// <summary>Gets a value indicating whether the log has all of them; otherwise older ones were pruned, and only vectors tell of those.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>Gets the last of them, the newest first.</summary>
    public required IReadOnlyList<LogEvent> Last { get; init; }

    /// <summary>Gets what each served version makes of them, by name.</summary>
    public required IReadOnlyList<VersionPortrait> Versions { get; init; }
}
