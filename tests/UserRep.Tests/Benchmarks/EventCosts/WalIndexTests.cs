using UserRep.Benchmarks.EventCosts;
using Xunit;

namespace UserRep.Tests.Benchmarks.EventCosts;

public sealed class WalIndexTests : IDisposable
{
    private readonly WalDatabase _database = new("CREATE TABLE t (x)");

    public void Dispose() => _database.Dispose();

    [Fact]
    public void Every_commit_counts_and_adds_to_the_log()
    {
        WalIndex before = _database.ReadIndex();
        _database.Execute("INSERT INTO t VALUES (1)");
        _database.Execute("INSERT INTO t VALUES (2)");
        WalIndex after = _database.ReadIndex();
        Assert.Equal(2u, after.Commits - before.Commits);
        Assert.Equal(2u, after.Frames - before.Frames);
        Assert.Equal(before.Round, after.Round);
    }

    [Fact]
    public void Its_pages_are_those_of_the_connection()
    {
        _database.Execute("INSERT INTO t VALUES (zeroblob(100000))");
        WalIndex index = _database.ReadIndex();
        Assert.Equal(8_192, index.PageBytes);
        _database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        Assert.Equal(new FileInfo(_database.Location).Length, index.Pages * (long)index.PageBytes);
    }

    [Fact]
    public void Once_the_log_is_folded_back_the_next_write_begins_another_round()
    {
        WalIndex before = _database.ReadIndex();
        _database.Execute("PRAGMA wal_checkpoint(RESTART)");
        _database.Execute("INSERT INTO t VALUES (1)");
        WalIndex after = _database.ReadIndex();
        Assert.NotEqual(before.Round, after.Round);
        Assert.Equal(1u, after.Frames);
    }

    [Fact]
    public void Where_its_copies_differ_it_is_not_read()
    {
        byte[] bytes = _database.ReadIndexBytes();
        bytes[WalIndex.Bytes - 1]++;
        Assert.False(WalIndex.TryParse(bytes, out _));
        Assert.False(WalIndex.TryParse(new byte[WalIndex.Bytes], out _));
    }
}
