using UserRep.Benchmarks.Measuring;
using Xunit;

namespace UserRep.Tests.Benchmarks.Measuring;

public sealed class TaskStatTests
{
    [Fact]
    public void It_has_its_name_and_its_times_in_user_space_and_in_the_kernel_and_those_of_children_that_have_ended() => Assert.Equal(
        new TaskStat("writer of event", TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(0.16)),
        TaskStat.Parse("4711 (writer of event) S 1 4711 4711 0 -1 4194304 2 0 0 0 150 50 7 9 20 0 30 0 1234 1 2\n"));

    [Fact]
    public void A_name_may_hold_spaces_and_brackets() => Assert.Equal("a) S (b", TaskStat.Parse("1 (a) S (b) R 0 0 0 0 0 0 0 0 0 0 1 2 3 4 5").Name);
}
