namespace UserRep.Model.Items;

/// <summary>Finds an item's row by its id.</summary>
internal interface IItemIndex
{
    /// <summary>Gets whether the index is part of the file, and so costs no memory of its own.</summary>
    bool IsStored { get; }

    /// <summary>The row of an id, or -1.</summary>
    int Find(ReadOnlySpan<byte> utf8);
}
