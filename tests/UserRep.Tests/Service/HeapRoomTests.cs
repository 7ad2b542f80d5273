extern alias Silo;

using Silo::UserRep.Silo.Hosting;
using Xunit;

namespace UserRep.Tests.Service;

public sealed class HeapRoomTests
{
    private const long MiB = 1L << 20;

    [Theory]
    [InlineData(256, 128)]
    [InlineData(512, 256)]
    [InlineData(768, 384)]
    [InlineData(1024, 640)]
    [InlineData(1536, 1152)]
    [InlineData(2048, 1536)]
    [InlineData(65536, 49152)]
    public void In_a_container_something_is_left_beside_the_heap(int container, int heap)
    {
        HeapRoom? room = HeapRoom.Of(container * MiB * 3 / 4, container * MiB * 9 / 10);

        Assert.NotNull(room);
        Assert.Equal(container, room.Container / (double)MiB, 0.1);
        Assert.Equal(heap, room.Heap / (double)MiB, 0.1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(512)]
    [InlineData(700)]
    [InlineData(900)]
    public void A_limit_that_somebody_has_set_and_none_at_all_are_left(int limit) => Assert.Null(HeapRoom.Of(limit * MiB, 1024 * MiB * 9 / 10));
}
