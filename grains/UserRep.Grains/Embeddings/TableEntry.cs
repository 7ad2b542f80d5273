namespace UserRep.Grains.Embeddings;

/// <summary>What the table knows of one vector.</summary>
/// <param name="Position">Position of the last event that is part of it.</param>
/// <param name="AsOfMs">The moment it is of, in milliseconds since 1970 UTC.</param>
/// <param name="KnownPosition">Position of the last event that the user's state has; past <paramref name="Position"/> while a newer vector is being computed.</param>
internal readonly record struct TableEntry(long Position, long AsOfMs, long KnownPosition)
{
    /// <summary>There is no vector.</summary>
    public static readonly TableEntry None = new(-1, 0, 0);

    public bool IsThere => Position >= 0;
}
