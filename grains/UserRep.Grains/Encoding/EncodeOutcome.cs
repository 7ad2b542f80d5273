namespace UserRep.Grains.Encoding;

/// <summary>How an encode ended.</summary>
internal enum EncodeOutcome
{
    /// <summary>There is a vector.</summary>
    Vector = 0,

    /// <summary>The model failed.</summary>
    Error = 1,

    /// <summary>The model gave a number that is not finite; nobody gets to see the vector.</summary>
    NotFinite = 2,
}
