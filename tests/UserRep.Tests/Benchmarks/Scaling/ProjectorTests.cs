using UserRep.Benchmarks.Scaling;
using Xunit;

namespace UserRep.Tests.Benchmarks.Scaling;

public sealed class ProjectorTests
{
    private static readonly DescribedLoad _load = new(1e8);

    [Fact]
    public void Silos_are_as_many_as_their_memory_asks_for()
    {
        // 25 million live users of 9,000 bytes, on machines of which 0.7 × 128 GB less 0.3 GB are for them.
        Projection projection = Projector.Project(KnownCosts.Model, _load);
        Assert.Equal(Math.Ceiling(25e6 * KnownCosts.UserBytes / ((0.7 * 128e9) - KnownCosts.SiloBytes)), projection.SilosByMemory);
        Assert.True(projection.Silos >= projection.SilosByMemory);
    }

    [Fact]
    public void Silos_are_as_many_as_their_processors_ask_for_where_little_memory_is_used()
    {
        Projection projection = Projector.Project(KnownCosts.Model, _load with { LiveShare = 0.001, SiloCores = 4 });
        Assert.True(projection.Silos == projection.SilosByProcessor, $"{projection}");
        Assert.True(projection.SilosByProcessor > projection.SilosByMemory, $"{projection}");

        // Events alone ask for that many, and reads for more.
        Assert.True(projection.Silos >= _load.EventsPerSecond * 1e-6 * KnownCosts.EventMicros / (0.6 * 4), $"{projection}");
    }

    [Fact]
    public void The_database_holds_events_users_and_snapshots()
    {
        Projection projection = Projector.Project(KnownCosts.Model, _load);
        double bytes = (_load.EventsKept * KnownCosts.EventDisk) + (1e8 * (KnownCosts.UserDisk + KnownCosts.SnapshotDisk));
        Assert.Equal(bytes, projection.OfDatabase.DiskBytes, bytes * 1e-9);
    }

    [Fact]
    public void In_a_large_log_every_event_writes_two_whole_pages()
    {
        Projection projection = Projector.Project(KnownCosts.Model, _load with { SecondsBetweenCheckpoints = 60 });
        double perEvent = KnownCosts.RecordBytes + (2 * KnownCosts.ImageBytes) + (KnownCosts.SnapshotWal / _load.EventsPerSnapshot);
        Assert.Equal(perEvent * _load.EventsPerSecond, projection.OfDatabase.WalBytesPerSecond, 0.005 * perEvent * _load.EventsPerSecond);

        // In a small one, events meet pages that are written already.
        Projection small = Projector.Project(KnownCosts.Model, _load with { SecondsBetweenCheckpoints = 60, DaysKept = 0.001 });
        Assert.True(small.OfDatabase.WalBytesPerSecond < projection.OfDatabase.WalBytesPerSecond / 5, $"{small}");
    }

    [Theory]
    [InlineData(Resources.Wal)]
    [InlineData(Resources.Disk)]
    [InlineData(Resources.Connections)]
    public void At_its_limit_a_resource_is_just_used_up(string resource)
    {
        double users = Projector.Limit(KnownCosts.Model, _load, resource);
        Assert.InRange(Share(users * 0.95), 0.5, 1);
        Assert.InRange(Share(users * 1.05), 1, 2);

        double Share(double count) => Projector.Project(KnownCosts.Model, _load with { Users = count }).Uses.Single(use => use.Resource == resource).Share;
    }

    [Fact]
    public void What_is_exhausted_first_is_what_is_used_most_and_more_databases_bear_it()
    {
        Projection projection = Projector.Project(KnownCosts.Model, _load with { DatabaseDiskBytes = 1e12 });
        Assert.Equal(Resources.Disk, projection.First.Resource);
        Assert.Equal(Math.Ceiling(projection.OfDatabase.DiskBytes / (0.6 * 1e12)), projection.Databases);
    }

    [Fact]
    public void Partitions_are_a_power_of_two_and_enough_for_all_silos()
    {
        Projection projection = Projector.Project(KnownCosts.Model, _load with { Users = 1e9 });
        Assert.True(double.IsPow2(projection.Partitions), $"{projection}");
        Assert.True(projection.Partitions >= 8 * projection.Silos, $"{projection}");
    }
}
