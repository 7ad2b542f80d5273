namespace UserRep.Client;

/// <summary>When a call must have ended, however many waits it is made of.</summary>
internal readonly struct Deadline(TimeSpan timeout, TimeProvider time, long started)
{
    /// <summary>Gets what is left of the time; never less than zero.</summary>
    public TimeSpan Left
    {
        get
        {
            TimeSpan left = timeout - time.GetElapsedTime(started);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }
}
