using Microsoft.Extensions.Time.Testing;
using UserRep.Grains.Versions.Routing;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Routing;

public class SiloBoardTests
{
    private readonly FakeTimeProvider _time = new(Catalogs.Start);

    [Fact]
    public void A_plan_is_in_force_when_every_silo_serves_it()
    {
        SiloBoard board = new(_time, isAlone: true, _ => false);
        Hear(board, "a", 4);
        Hear(board, "b", 5);
        Assert.False(board.IsInForce(5));
        Hear(board, "a", 5);
        Assert.True(board.IsInForce(5));
        Assert.False(board.IsInForce(6));
    }

    [Fact]
    public void A_silo_that_stands_still_holds_it_up_for_a_lease_and_no_longer()
    {
        SiloBoard board = new(_time, isAlone: false, _ => false);
        _time.Advance(SiloBoard.Settling);
        Hear(board, "stopped", 4);
        _time.Advance(SiloBoard.Lease / 2);
        Hear(board, "b", 5);
        Assert.False(board.IsInForce(5));
        _time.Advance((SiloBoard.Lease / 2) - TimeSpan.FromMilliseconds(1));
        Assert.False(board.IsInForce(5));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(board.IsInForce(5));

        // It comes back with what it had: until it has followed, nothing newer is in force.
        Hear(board, "stopped", 4);
        Assert.False(board.IsInForce(5));
    }

    [Fact]
    public void A_board_that_has_just_begun_does_not_know_of_leases_that_another_gave()
    {
        SiloBoard board = new(_time, isAlone: false, _ => false);
        Hear(board, "a", 9);
        Assert.False(board.IsInForce(9));
        _time.Advance(SiloBoard.Settling);
        Hear(board, "a", 9);
        Assert.True(board.IsInForce(9));
    }

    [Fact]
    public void Who_has_read_a_version_lately_is_known_by_name_wherever_it_was()
    {
        SiloBoard board = new(_time, isAlone: false, _ => false);
        board.Hear(new SiloReport("a", 1, [new ReadReport("ranker", "v1", 3, 1_000), new ReadReport(string.Empty, "v1", 5, 5_000)]));
        board.Hear(new SiloReport("b", 1, [new ReadReport("ranker", "v1", 4, 3_000), new ReadReport("mailer", "v1", 1, 500), new ReadReport("ranker", "v2", 1, 9_000)]));

        Assert.Equal([string.Empty, "ranker"], board.LastReaders("v1", DateTimeOffset.FromUnixTimeMilliseconds(500)).Select(reader => reader.Consumer));
        Assert.Equal(3_000, board.LastReaders("v1", DateTimeOffset.UnixEpoch)[1].At.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void Reads_of_all_silos_count_also_of_those_that_have_gone()
    {
        SiloBoard board = new(_time, isAlone: false, _ => false);
        board.Hear(new SiloReport("a", 1, [new ReadReport("ranker", "v1", 3, 1_000), new ReadReport(string.Empty, "v1", 5, 5_000)]));
        board.Hear(new SiloReport("b", 1, [new ReadReport("ranker", "v1", 4, 3_000), new ReadReport("ranker", "v2", 1, 2_000)]));
        _time.Advance(10 * SiloBoard.Lease);
        Assert.True(board.IsInForce(1));
        Assert.Equal(new Dictionary<string, long> { ["v1"] = 7, ["v2"] = 1 }, board.Counts("ranker"));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(3_000), board.LastRead("ranker"));
        Assert.Null(board.LastRead("mailer"));
        Assert.Equal(5_000, board.LastReads()["v1"].ToUnixTimeMilliseconds());
    }

    [Fact]
    public void A_silo_that_is_gone_is_forgotten_and_what_was_read_there_is_not()
    {
        HashSet<string> gone = [];
        SiloBoard board = new(_time, isAlone: false, gone.Contains);
        for (int life = 0; life < 100; life++)
        {
            board.Hear(new SiloReport($"a-{life}", 1, [new ReadReport("ranker", "v1", 2, 1_000 + life), new ReadReport("ranker", "v2", 1, 500)]));
            gone.Add($"a-{life}");
        }

        board.Hear(new SiloReport("b", 1, [new ReadReport("ranker", "v1", 1, 700)]));

        Assert.Equal(1, board.Remembered);
        Assert.Equal(new Dictionary<string, long> { ["v1"] = 201, ["v2"] = 100 }, board.Counts("ranker"));
        Assert.Equal(1_099, board.LastReads()["v1"].ToUnixTimeMilliseconds());
        Assert.Equal(500, board.LastReads()["v2"].ToUnixTimeMilliseconds());

        // What it sent last comes after it was given up: that it read still counts, what it read was counted.
        board.Hear(new SiloReport("a-99", 1, [new ReadReport("ranker", "v1", 2, 9_000)]));
        Assert.Equal(1, board.Remembered);
        Assert.Equal(9_000, board.LastReads()["v1"].ToUnixTimeMilliseconds());
        Assert.Equal(201, board.Counts("ranker")["v1"]);
    }

    private static void Hear(SiloBoard board, string silo, long revision) => board.Hear(new SiloReport(silo, revision, []));
}
