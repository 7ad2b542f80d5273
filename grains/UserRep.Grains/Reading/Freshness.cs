namespace UserRep.Grains.Reading;

/// <summary>How up to date a vector is.</summary>
public enum Freshness : byte
{
    /// <summary>Everything known is part of it.</summary>
    Fresh = 0,

    /// <summary>Events are on their way to it, or it is older than asked and could not be renewed in time.</summary>
    Stale = 1,

    /// <summary>Nothing is known of the user.</summary>
    Cold = 2,
}
