namespace UserRep.Grains.Silos;

/// <summary>
/// Whether this silo may answer for users from its memory. One that stood still for some seconds may have been given up meanwhile: its users then live
/// elsewhere and have moved on, and until it has looked at the list of members it would answer with what they were. A silo that is alone
/// has nobody to be given up by. Thread-safe.
/// </summary>
/// <param name="time">The clock, whose own count goes on while the process stands still.</param>
/// <param name="isAlone">Whether there is no silo but this.</param>
internal sealed class StandstillGuard(TimeProvider time, bool isAlone)
{
    /// <summary>Shorter than the others take to give a silo up.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private long _tickedAt = time.GetTimestamp();
    private volatile bool _isDoubted;

    /// <summary>Gets a value indicating whether what was just taken from memory may be answered: to be asked after it was taken.</summary>
    public bool IsTrusted => isAlone || (time.GetElapsedTime(Volatile.Read(ref _tickedAt)) < Limit && !_isDoubted);

    /// <summary>Says that the silo is running. To be called much more often than the limit.</summary>
    /// <returns>Whether it has stood still since it last looked at the members, and must look now.</returns>
    public bool Tick()
    {
        // First the doubt: a reader, who looks at the tick first, must not find the new one without it.
        _isDoubted |= time.GetElapsedTime(Volatile.Read(ref _tickedAt)) >= Limit;
        Volatile.Write(ref _tickedAt, time.GetTimestamp());
        return _isDoubted;
    }

    /// <summary>The list of members was read after the last tick, and this silo is one of them.</summary>
    public void Confirm() => _isDoubted = false;
}
