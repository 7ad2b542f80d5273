namespace UserRep.Grains.Placement;

/// <summary>
/// When a user who is met away from home is to move there. Where several silos come or go together, users move once; and whoever could not
/// move, since others knew less of the silos, is not asked at every event.
/// </summary>
internal sealed class HomeWish(TimeProvider time)
{
    /// <summary>For how long the user is left there before, and after, being asked to move.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(4);

    private long? _since;

    /// <summary>Takes note of where the user was met.</summary>
    /// <returns>Whether to move now.</returns>
    public bool IsToMove(bool isHome)
    {
        if (isHome)
        {
            _since = null;
            return false;
        }

        _since ??= time.GetTimestamp();
        bool isDue = time.GetElapsedTime(_since.Value) >= Rest;
        _since = isDue ? time.GetTimestamp() : _since;
        return isDue;
    }
}
