namespace UserRep.Grains.Embeddings;

/// <summary>A user's place in every slab, which may have been another's before and may be again.</summary>
internal struct UserRow
{
    /// <summary>Whose the place is; null for nobody's.</summary>
    public string? UserId;

    /// <summary>The same as a number that is given once, by which the owner is told from others who had it before; 0 for nobody's.</summary>
    public long Owner;

    /// <summary>The position of the last event that the user's state has.</summary>
    public long KnownPosition;
}
