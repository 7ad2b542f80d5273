using Microsoft.Data.Sqlite;
using UserRep.Benchmarks.EventCosts;
using UserRep.EventLog.Events;
using UserRep.EventLog.Sqlite;
using Xunit;

namespace UserRep.Tests.Benchmarks.EventCosts;

public sealed class LogFileTests : IDisposable
{
    private const int Events = 6_000;
    private const int Users = 900;

    private readonly string _folder = Directory.CreateTempSubdirectory("userrep-test-").FullName;

    private string Database => Path.Combine(_folder, "events.db");

    [Fact]
    public async Task Every_page_is_of_the_tree_that_it_is_freed_with()
    {
        await FillAsync(TestContext.Current.CancellationToken);
        LogFile file = new(Database);
        Assert.Equal(Events, file.Events);
        Assert.Equal(new FileInfo(Database).Length, file.Pages * file.PageBytes);
        Assert.Equal(file.Pages, Enum.GetValues<LogTree>().Sum(file.PagesOf));
        Assert.Equal(file.PagesOf(LogTree.Events), Enumerable.Range(1, (int)file.Pages).Count(page => file.TreeOf((uint)page) == LogTree.Events));

        using SqliteConnection connection = new($"Data Source={Database};Pooling=False");
        connection.Open();
        Assert.Equal(file.PagesOf(LogTree.EventsByHash), FreedBy(connection, "DROP INDEX event_by_hash"));
        Assert.Equal(file.PagesOf(LogTree.Events), FreedBy(connection, "DROP TABLE event"));
        Assert.Equal(file.PagesOf(LogTree.Users), FreedBy(connection, "DROP TABLE user"));
        Assert.All([LogTree.Events, LogTree.EventsByHash, LogTree.Users], tree => Assert.InRange(file.PagesOf(tree), 3, file.Pages));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task FillAsync(CancellationToken cancellation)
    {
        await using SqliteEventLog log = await SqliteEventLog.OpenAsync(new SqliteLogOptions { Folder = _folder }, cancellation);
        foreach (int[] some in Enumerable.Range(0, Events).Chunk(500))
        {
            await log.AppendAsync([.. some.Select(Event)], cancellation);
        }
    }

    private static NewEvent Event(int number) => new()
    {
        EventId = $"event-{number}",
        UserId = $"user-with-a-long-name-{number % Users}",
        Type = "play",
        ItemId = "item",
        TimestampMs = number,
        ReceivedAtMs = number,
    };

    private static long FreedBy(SqliteConnection connection, string statement)
    {
        long before = Scalar(connection, "PRAGMA freelist_count");
        Scalar(connection, statement);
        return Scalar(connection, "PRAGMA freelist_count") - before;
    }

    private static long Scalar(SqliteConnection connection, string statement)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = statement;
        return command.ExecuteScalar() as long? ?? 0;
    }
}
