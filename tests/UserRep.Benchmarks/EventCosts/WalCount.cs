namespace UserRep.Benchmarks.EventCosts;

/// <summary>Adds up what was seen of a write-ahead log, which begins from its start again and again. What is written between the last look at a round and the next is missed.</summary>
internal sealed class WalCount
{
    private WalIndex _last;
    private long _framesBefore;
    private long _commits;

    public WalUse Use => new(_commits, (_framesBefore + _last.Frames) * (double)(_last.PageBytes + WalIndex.FrameHeadBytes), _last.Pages * (double)_last.PageBytes);

    public void See(WalIndex now)
    {
        if (now.Round != _last.Round)
        {
            _framesBefore += _last.Frames;
        }

        _commits += unchecked(now.Commits - _last.Commits);
        _last = now;
    }
}
