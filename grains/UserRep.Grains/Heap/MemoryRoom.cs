using Microsoft.Extensions.Logging;
using UserRep.Grains.Hosting;

namespace UserRep.Grains.Heap;

/// <summary>
/// Whether there is room in memory for more users. Users leave when the limit is reached, which takes its time; where they come faster, those who
/// come for events alone have to stay in the log, or all memory is used up.
/// </summary>
/// <param name="options">The limit.</param>
/// <param name="heap">What is in memory.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told when there is no room.</param>
internal sealed class MemoryRoom(MemoryOptions options, IHeap heap, TimeProvider time, ILogger<MemoryRoom> logger)
{
    /// <summary>Of what is left above the limit, how much may be used while users leave.</summary>
    private const double Margin = 0.25;

    /// <summary>After so many looks of those who have users leave it is seen to that their memory is given back.</summary>
    private const int Patience = 10;

    // It is asked for every delivery.
    private static readonly TimeSpan _goodFor = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan _silence = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(6);

    private readonly Lock _looking = new();
    private long? _lookedAt;
    private long? _saidAt;
    private long _fullSince;
    private int _collections;
    private volatile bool _isFull;

    public bool HasRoom
    {
        get
        {
            if (_looking.TryEnter())
            {
                try
                {
                    Look();
                }
                finally
                {
                    _looking.Exit();
                }
            }

            return !_isFull;
        }
    }

    private void Look()
    {
        if (_lookedAt is { } before && time.GetElapsedTime(before) < _goodFor)
        {
            return;
        }

        long now = time.GetTimestamp();
        _lookedAt = now;
        double limit = options.LimitPercent / 100.0;
        bool wasFull = _isFull;
        _isFull = heap.Use > limit + (Margin * (1 - limit));
        if (!_isFull)
        {
            return;
        }

        if (!wasFull || _collections != heap.Collections)
        {
            (_fullSince, _collections) = (now, heap.Collections);
        }
        else if (time.GetElapsedTime(_fullSince, now) >= Patience * (options.Polling < _longest ? options.Polling : _longest))
        {
            // Those who have left are in memory until then, and nothing that comes would bring it about.
            _fullSince = now;
            heap.Collect();
        }

        if (_saidAt is not { } said || time.GetElapsedTime(said, now) >= _silence)
        {
            _saidAt = now;
            Log.NoRoom(logger, (int)Math.Round(100 * heap.Use));
        }
    }
}
