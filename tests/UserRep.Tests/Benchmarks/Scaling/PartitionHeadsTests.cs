using UserRep.Benchmarks.Scaling;
using Xunit;

namespace UserRep.Tests.Benchmarks.Scaling;

public sealed class PartitionHeadsTests
{
    private const double Work = 50e-6;

    // 5,000 events a second at the peak.
    private static readonly DescribedLoad _load = new(86_400_000) { EventsPerUserAndDay = 2, Peak = 2.5 };

    [Fact]
    public void One_event_a_time_holds_one_head_for_one_commit()
    {
        DescribedLoad single = _load with { MaxEventsPerAppend = 1 };
        Assert.Equal(5_000 * (single.SecondsPerCommit + Work) / 4_096, PartitionHeads.Busy(single, 100, 4_096, Work), 1e-9);
    }

    [Fact]
    public void On_one_partition_appends_go_one_after_the_other_and_many_events_share_a_commit()
    {
        DescribedLoad patient = _load with { SecondsEventsMayWait = 100 };
        Assert.Equal(5_000 * ((patient.SecondsPerCommit / patient.MaxEventsPerAppend) + Work), PartitionHeads.Busy(patient, 1, 1, Work), 1e-9);
    }

    [Fact]
    public void Small_appends_of_many_silos_go_side_by_side_where_there_are_more_partitions() =>
        Assert.True(PartitionHeads.Busy(_load, 100, 4_096, Work) < PartitionHeads.Busy(_load, 100, 64, Work) / 10);
}
