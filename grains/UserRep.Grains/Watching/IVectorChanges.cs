namespace UserRep.Grains.Watching;

/// <summary>Notices of vectors that changed.</summary>
public interface IVectorChanges
{
    /// <summary>Watches from now on. Notices may be lost or repeated: they say "read again", nothing more.</summary>
    /// <param name="version">Only this version, or null for the one that is current at the time of each notice.</param>
    /// <param name="userIds">Only these users, or null for all.</param>
    /// <param name="cancellation">Ends the watch.</param>
    /// <returns>The notices, without end.</returns>
    IAsyncEnumerable<VectorChange> WatchAsync(string? version, IReadOnlyCollection<string>? userIds, CancellationToken cancellation);
}
