using UserRep.Benchmarks.EventCosts;
using Xunit;

namespace UserRep.Tests.Benchmarks.EventCosts;

public sealed class WalPagesTests : IDisposable
{
    private readonly WalDatabase _database = new("CREATE TABLE a (x); CREATE TABLE b (x)");
    private readonly WalPages _pages;

    public WalPagesTests() => _pages = new WalPages(_database.Log);

    public void Dispose() => _database.Dispose();

    [Fact]
    public void Each_page_counts_as_often_as_it_is_written_over_rounds_of_the_log()
    {
        (uint a, uint b) = (Root("a"), Root("b"));
        See();
        IReadOnlyDictionary<uint, long> before = _pages.Written;
        _database.Execute("INSERT INTO a VALUES (1)");
        See();
        _database.Execute("INSERT INTO a VALUES (2)");
        _database.Execute("INSERT INTO b VALUES (3)");
        See();
        See();
        _database.Execute("PRAGMA wal_checkpoint(RESTART)");
        _database.Execute("INSERT INTO a VALUES (4)");
        See();
        IReadOnlyDictionary<uint, long> after = _pages.Written;
        Assert.Equal(3, after[a] - before[a]);
        Assert.Equal(1, after[b] - before[b]);
    }

    private void See() => _pages.See(_database.ReadIndex());

    private uint Root(string table) => (uint)(long)_database.Scalar($"SELECT rootpage FROM sqlite_master WHERE name = '{table}'")!;
}
