using UserRep.Training.Datasets;

namespace UserRep.Training.Evaluation.Protocol;

/// <summary>
/// How often each candidate was used up to the day before a moment, and a sampler by that. Moves forward only:
/// what it has not reached it cannot tell.
/// </summary>
internal sealed class PopularityClock
{
    private const long RecentMs = 30 * ProtocolOptions.DayMs;

    private readonly int[] _items;
    private readonly long[] _times;
    private readonly int[] _counts;
    private readonly int[] _recent;
    private readonly double _samplingPower;
    private int _known;
    private int _expired;

    public PopularityClock(EventTable table, bool[] candidates, double negativePower)
    {
        int[] order = [.. Enumerable.Range(0, table.EventCount).Where(i => table.Items[i] >= 0 && candidates[table.Items[i]])];
        _times = [.. order.Select(i => table.TimesMs[i])];
        Array.Sort(_times, order);
        _items = [.. order.Select(i => table.Items[i])];
        _counts = new int[candidates.Length];
        _recent = new int[candidates.Length];

        // A uniform draw among past events takes an item by its count; keeping it with count^(power - 1) makes that count^power.
        _samplingPower = negativePower - 1;
    }

    public float LogCount(int item) => MathF.Log(1 + _counts[item]);

    public float LogRecentCount(int item) => MathF.Log(1 + _recent[item]);

    /// <summary>Moves on to a moment: everything before the start of its day is known.</summary>
    public void MoveTo(long momentMs)
    {
        long dayStart = momentMs - (momentMs % ProtocolOptions.DayMs);
        while (_known < _times.Length && _times[_known] < dayStart)
        {
            _counts[_items[_known]]++;
            _recent[_items[_known]]++;
            _known++;
        }

        while (_expired < _known && _times[_expired] < dayStart - RecentMs)
        {
            _recent[_items[_expired]]--;
            _expired++;
        }
    }

    /// <summary>Draws a candidate by popularity to the power, or -1 when nothing is known yet.</summary>
    public int Sample(Random random)
    {
        while (_known > 0)
        {
            int item = _items[random.Next(_known)];
            if (random.NextDouble() < Math.Pow(_counts[item], _samplingPower))
            {
                return item;
            }
        }

        return -1;
    }
}
