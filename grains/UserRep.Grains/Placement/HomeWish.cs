namespace UserRep.Grains.Placement;

/// <summary>
/// When a user who is met away from home is to move there. Where several silos come or go together, users move once; and whoever could not
/// move, since others knew less of the silos, is not asked at every event. A value, since every user in memory has one.
/// </summary>
internal struct HomeWish
{
    /// <summary>For how long the user is left there before, and after, being asked to move.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(4);

    // By the clock's own count; 0 at home.
    private long _since;

    /// <summary>Takes note of where the user was met.</summary>
    /// <param name="isHome">Whether that was at home.</param>
    /// <param name="time">The clock.</param>
    /// <returns>Whether to move now.</returns>
    public bool IsToMove(bool isHome, TimeProvider time)
    {
        long now = isHome ? 0 : Math.Max(1, time.GetTimestamp());
        bool isDue = !isHome && _since != 0 && time.GetElapsedTime(_since, now) >= Rest;
        _since = isHome || isDue || _since == 0 ? now : _since;
        return isDue;
    }
}
