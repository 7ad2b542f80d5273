namespace UserRep.Grains.Placement;

/// <summary>Counts what placement is for: how often events meet their user on their partition's silo, how many messages reads need, and who moves.</summary>
internal sealed class PlacementMeter
{
    private long _home;
    private long _away;
    private long _messages;
    private long _carried;

    /// <summary>Gets the slices that were taken in on the silo of their partition.</summary>
    public long Home => Interlocked.Read(ref _home);

    /// <summary>Gets those that were taken in elsewhere: silos came or went just then.</summary>
    public long Away => Interlocked.Read(ref _away);

    /// <summary>Gets the messages in which reads asked other silos.</summary>
    public long Messages => Interlocked.Read(ref _messages);

    /// <summary>Gets the states that users brought here from other silos.</summary>
    public long States => Interlocked.Read(ref _carried);

    public void Applied(bool isHome) => Interlocked.Increment(ref isHome ? ref _home : ref _away);

    public void Carried() => Interlocked.Increment(ref _carried);

    public void Asked() => Interlocked.Increment(ref _messages);
}
