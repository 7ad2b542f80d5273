namespace UserRep.Grains.Versions;

/// <summary>
/// When to look again at versions that could not be loaded. A volume that was full may soon have room; a bundle that is damaged is read in
/// vain each time, so it is looked at ever more seldom.
/// </summary>
internal sealed class LoadRetry(TimeProvider time)
{
    /// <summary>How long after the failure it is looked at for the first time.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(2);

    /// <summary>How long it is at most from one look to the next.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private TimeSpan _wait = First;
    private long _since;

    /// <summary>Whether it is time to; the next look is counted from then.</summary>
    /// <param name="failed">The versions that cannot be served now.</param>
    public bool IsDue(IEnumerable<string> failed)
    {
        string[] now = [.. failed];
        bool isAnyNew = !_known.IsSupersetOf(now);
        _known.Clear();
        _known.UnionWith(now);
        if (isAnyNew)
        {
            // Whatever keeps this one from being loaded may be over soon, though others have been damaged for long.
            (_wait, _since) = (First, time.GetTimestamp());
        }

        if (now.Length == 0 || time.GetElapsedTime(_since) < _wait)
        {
            return false;
        }

        (_wait, _since) = (_wait * 2 < Longest ? _wait * 2 : Longest, time.GetTimestamp());
        return true;
    }
}
