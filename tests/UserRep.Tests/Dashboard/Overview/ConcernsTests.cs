extern alias Silo;

using Silo::UserRep.Silo.Dashboard.Overview;
using Silo::UserRep.Silo.Dashboard.Runbook;
using UserRep.Grains.Versions;
using UserRep.Grains.Vitals;
using UserRep.Tests.Dashboard.Feed;
using UserRep.Tests.Dashboard.Versions;
using Xunit;

namespace UserRep.Tests.Dashboard.Overview;

public class ConcernsTests
{
    private static readonly VersionSummary _current = Known.Version(VersionState.Current);
    private static readonly ClusterVitals _well = Counted.Cluster(Counted.Silo("a:1", 0, [Counted.Sample(1_000, 1)], new PartitionVitals(0, 9, 0, false, 0, 0)));
    private static readonly Figures _calm = Figures.Of(_well, []);

    [Fact]
    public void If_nothing_is_wrong_there_is_nothing_to_say() => Assert.Empty(Concerns.Of(_well, _calm, [_current]));

    public static TheoryData<string, string> Wrong => new()
    {
        { "silent", "b:1 and c:1 do not answer." },
        { "log", "The log failed once in the last minute." },
        { "refused", "1,200 events were refused in the last minute." },
        { "no catalogue", "The catalogue of versions does not answer." },
        { "no model", "No version is current, so reads that name none get no vector." },
        { "not served", "Version v2 cannot be served at a:1." },
        { "failed", "Version v1 has failed: damaged" },
        { "one differs", "1 vector of version v2 differs from what the log gives, of 40 vectors computed again." },
        { "more differ", "3 vectors of version v2 differ from what the log gives, of 1,040 vectors computed again." },
        { "behind", "Partition 3 is behind, by 40 events." },
        { "parked", "2 users cannot take events in and are tried again." },
        { "encoder", "Models failed to give 1 vector in the last minute." },
        { "late", "One vector in a hundred takes more than 2.5 s after its event." },
        { "no vector", "2 of 100 vectors that were asked for in the last minute could not be given." },
        { "never a vector", "1 of 1 vectors that were asked for in the last minute could not be given." },
        { "damaged", "2 events of the log could not be read in the last minute and were passed over." },
        { "dropped", "1 snapshot was not stored in the last minute." },
        { "queue", "4,301 users wait for their vector at a:1 and c:1." },
        { "log slow", "One request in a hundred waits more than 1.5 s for the log." },
        { "stale", "6 % of the vectors read in the last minute were stale." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_said_in_a_sentence_with_a_heading_of_the_runbook(string what, string sentence)
    {
        Concern concern = Assert.Single(Of(what));

        Assert.Equal(sentence, concern.Text);
        Assert.Contains(concern.Heading, RunbookText.Sections.Select(s => s.Heading));
    }

    [Fact]
    public void The_worst_comes_first()
    {
        Figures figures = _calm with { LastReads = new ReadKinds(50, 48, 0, 2), EncodeFailures = 1, LogFailures = 1 };

        Assert.Equal(["Log failing", "Reads without vector", "Encode failing", "Reads stale"], Concerns.Of(_well, figures, [_current]).Select(c => c.Heading));
    }

    [Fact]
    public void Few_reads_and_few_vectors_say_nothing() => Assert.Empty(Concerns.Of(_well, _calm with { LastReads = new ReadKinds(0, 19, 0, 0), Timed = 99, Late = 9, Appends = 99, AppendLate = 9 }, [_current]));

    [Fact]
    public void One_read_in_a_hundred_that_ends_in_an_error_says_nothing() => Assert.Empty(Concerns.Of(_well, _calm with { LastReads = new ReadKinds(99, 0, 0, 1) }, [_current]));

    [Fact]
    public void Vectors_that_are_what_the_log_gives_are_no_concern() =>
        Assert.Empty(Concerns.Of(Counted.Cluster(Counted.Silo("a:1", 0, []) with { Encoders = [Compared("v1", 40, 0)] }), _calm, [_current]));

    private static SiloVitals Waiting(string silo, int forPlace, params int[] forModels) =>
        Counted.Silo(silo, 0, []) with { WaitingForPlace = forPlace, Encoders = [.. forModels.Select((waiting, i) => new EncoderVitals($"v{i}", 0, 0, waiting))] };

    private static EncoderVitals Compared(string version, long vectors, long different) => new(version, vectors, 1, 0) { ParityChecked = vectors, ParityDifferent = different };

    private static IReadOnlyList<Concern> Of(string what) => what switch
    {
        "silent" => Concerns.Of(_well with { Silent = ["b:1", "c:1"] }, _calm, [_current]),
        "log" => Concerns.Of(_well, _calm with { LogFailures = 1 }, [_current]),
        "refused" => Concerns.Of(_well, _calm with { Refused = 1_200 }, [_current]),
        "no catalogue" => Concerns.Of(_well, _calm, null),
        "no model" => Concerns.Of(_well, _calm, [Known.Version(VersionState.Validated)]),
        "not served" => Concerns.Of(_well with { Silos = [_well.Silos[0] with { FailedVersions = new Dictionary<string, string> { ["v2"] = "no room" } }] }, _calm, [_current]),
        "failed" => Concerns.Of(_well, _calm, [_current, Known.Version(VersionState.Failed) with { Reason = "damaged" }]),
        "one differs" => Concerns.Of(Counted.Cluster(Counted.Silo("a:1", 0, []) with { Encoders = [Compared("v2", 40, 1), Compared("v1", 9, 0)] }), _calm, [_current]),
        "more differ" => Concerns.Of(
            Counted.Cluster(Counted.Silo("a:1", 0, []) with { Encoders = [Compared("v2", 40, 1)] }, Counted.Silo("b:1", 0, []) with { Encoders = [Compared("v2", 1_000, 2)] }), _calm, [_current]),
        "behind" => Concerns.Of(_well, _calm with { Partitions = [new PlacedPartition("a:1", new PartitionVitals(3, 90, 40, true, 0, 0))] }, [_current]),
        "parked" => Concerns.Of(_well, _calm with { Partitions = [new PlacedPartition("a:1", new PartitionVitals(3, 90, 2, false, 2, 0))] }, [_current]),
        "no vector" => Concerns.Of(_well, _calm with { LastReads = new ReadKinds(98, 0, 0, 2) }, [_current]),
        "never a vector" => Concerns.Of(_well, _calm with { LastReads = new ReadKinds(0, 0, 0, 1) }, [_current]),
        "damaged" => Concerns.Of(_well, _calm with { Damaged = 2 }, [_current]),
        "dropped" => Concerns.Of(_well, _calm with { SnapshotsDropped = 1 }, [_current]),
        "queue" => Concerns.Of(Counted.Cluster(Waiting("a:1", 1_000, 600, 401), Waiting("b:1", 1_000, 600, 400), Waiting("c:1", 2_300)), _calm, [_current]),
        "log slow" => Concerns.Of(_well, _calm with { AppendLate = 1.5, Appends = 100 }, [_current]),
        "encoder" => Concerns.Of(_well, _calm with { EncodeFailures = 1 }, [_current]),
        "late" => Concerns.Of(_well, _calm with { Late = 2.5, Timed = 100 }, [_current]),
        _ => Concerns.Of(_well, _calm with { LastReads = new ReadKinds(94, 6, 0, 0) }, [_current]),
    };
}
