namespace UserRep.Grains.Versions.Routing;

/// <summary>
/// Whether this silo may route reads by the plan it has: other silos may serve a newer one already, where it has not heard from the
/// catalogue for too long. A silo that is alone serves what it has just changed itself, and needs none.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="isAlone">Whether there is no silo but this.</param>
internal sealed class PlanLease(TimeProvider time, bool isAlone)
{
    private long _askedAt;

    public bool IsHeld
    {
        get
        {
            long askedAt = Volatile.Read(ref _askedAt);
            return isAlone || (askedAt != 0 && time.GetElapsedTime(askedAt) < SiloBoard.Lease);
        }
    }

    /// <summary>The catalogue has answered, and its plan is served. What it said was true no earlier than when it was asked.</summary>
    /// <param name="askedAt">When that was, by the clock's own count.</param>
    public void Renew(long askedAt)
    {
        // Answers may overtake each other.
        long before = Volatile.Read(ref _askedAt);
        while (askedAt > before)
        {
            before = Interlocked.CompareExchange(ref _askedAt, askedAt, before) is var found && found == before ? askedAt : found;
        }
    }
}
