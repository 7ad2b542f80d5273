namespace UserRep.Client;

/// <summary>How up to date a vector is.</summary>
public enum Freshness
{
    /// <summary>Everything known is part of it.</summary>
    Fresh = 0,

    /// <summary>Events are on their way to it, or it is older than asked and could not be renewed in time.</summary>
    Stale = 1,

    /// <summary>Nothing is known of the user: the vector of somebody new.</summary>
    Cold = 2,
}
