using Microsoft.Extensions.Time.Testing;
using UserRep.Grains.Heap;
using UserRep.Grains.Hosting;
using UserRep.Tests.Testing;
using Xunit;

namespace UserRep.Tests.Grains.Heap;

public sealed class MemoryRoomTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeHeap _heap = new();
    private readonly Lines<MemoryRoom> _logger = [];
    private readonly MemoryOptions _options = new() { LimitPercent = 80, Polling = TimeSpan.FromSeconds(1) };
    private readonly MemoryRoom _room;

    public MemoryRoomTests() => _room = new MemoryRoom(_options, _heap, _time, _logger);

    [Theory]
    [InlineData(80, 0.80, true)]
    [InlineData(80, 0.84, true)]
    [InlineData(80, 0.86, false)]
    [InlineData(40, 0.54, true)]
    [InlineData(40, 0.56, false)]
    [InlineData(100, 1, true)]
    public void There_is_room_until_the_limit_is_well_exceeded(int limit, double use, bool hasRoom)
    {
        _options.LimitPercent = limit;
        _heap.Use = use;

        Assert.Equal(hasRoom, _room.HasRoom);
    }

    [Fact]
    public void There_is_room_again_when_enough_have_left_and_it_is_looked_at_now_and_then()
    {
        _heap.Use = 0.9;
        Assert.False(_room.HasRoom);
        int looks = _heap.Looks;

        _heap.Use = 0.7;
        Assert.False(_room.HasRoom);
        Assert.Equal(looks, _heap.Looks);

        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.True(_room.HasRoom);
    }

    [Fact]
    public void What_those_who_left_used_is_given_back_if_nothing_else_brings_it_about()
    {
        _heap.Use = 0.9;
        for (int i = 0; i < 10; i++)
        {
            Assert.False(_room.HasRoom);
            Assert.Equal(0, _heap.Asked);
            _heap.Collections++;
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.False(_room.HasRoom);
        _time.Advance(TimeSpan.FromMilliseconds(9_999));
        Assert.False(_room.HasRoom);
        Assert.Equal(0, _heap.Asked);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.False(_room.HasRoom);
        Assert.Equal(1, _heap.Asked);

        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.False(_room.HasRoom);
        Assert.Equal(1, _heap.Asked);
    }

    [Fact]
    public void It_is_said_once_a_minute()
    {
        _heap.Use = 0.9;
        for (int second = 0; second < 120; second++)
        {
            Assert.False(_room.HasRoom);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, _logger.Count);
        Assert.StartsWith("There is no room in memory for more users, 90 %", _logger[0], StringComparison.Ordinal);
    }
}
