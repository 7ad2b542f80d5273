using UserRep.EventLog.Events;
using Xunit;

namespace UserRep.Tests.EventLog.Events;

/// <summary>The checker must be able to fail.</summary>
public class LogCheckerTests
{
    private static readonly LogEvent[] _sound = [Of(1, 0, "ann", "a"), Of(2, 0, "bob", "a"), Of(3, 1, "ann", "b")];

    [Fact]
    public void A_sound_partition_passes() => Assert.Empty(LogChecker.Check(_sound, new PartitionHead(0, 3, 0)));

    [Fact]
    public void A_gap_is_found() => Assert.NotEmpty(LogChecker.Check([_sound[0], _sound[2]], new PartitionHead(0, 3, 0)));

    [Fact]
    public void A_lost_end_is_found() => Assert.NotEmpty(LogChecker.Check(_sound[..2], new PartitionHead(0, 3, 0)));

    [Fact]
    public void A_broken_link_is_found() => Assert.NotEmpty(LogChecker.Check([_sound[0], _sound[1], _sound[2] with { Prev = 2 }], new PartitionHead(0, 3, 0)));

    [Fact]
    public void A_double_is_found() => Assert.NotEmpty(LogChecker.Check([.. _sound, Of(4, 3, "ann", "a")], new PartitionHead(0, 4, 0)));

    private static LogEvent Of(long offset, long prev, string user, string id) =>
        new() { Partition = 0, Offset = offset, Prev = prev, Event = NewEvents.Of(user, id) };
}
