using UserRep.Benchmarks.EventCosts;
using Xunit;

namespace UserRep.Tests.Benchmarks.EventCosts;

public sealed class WalCountTests
{
    private const int Page = 1_000;
    private const int Frame = Page + WalIndex.FrameHeadBytes;

    private readonly WalCount _count = new();

    [Fact]
    public void Frames_of_earlier_rounds_stay_counted()
    {
        _count.See(new WalIndex(Commits: 1, Page, Frames: 10, Pages: 5, Round: 1));
        WalUse before = _count.Use;
        _count.See(new WalIndex(Commits: 4, Page, Frames: 40, Pages: 6, Round: 1));
        _count.See(new WalIndex(Commits: 5, Page, Frames: 3, Pages: 7, Round: 2));
        _count.See(new WalIndex(Commits: 6, Page, Frames: 8, Pages: 8, Round: 2));
        Assert.Equal(new WalUse(Commits: 5, LogBytes: (30 + 8) * Frame, StoredBytes: 3 * Page), _count.Use.Less(before));
    }

    [Fact]
    public void Commits_are_counted_beyond_where_their_number_begins_anew()
    {
        _count.See(new WalIndex(uint.MaxValue, Page, Frames: 1, Pages: 1, Round: 1));
        WalUse before = _count.Use;
        _count.See(new WalIndex(1, Page, Frames: 1, Pages: 1, Round: 1));
        Assert.Equal(2, _count.Use.Less(before).Commits);
    }
}
