using UserRep.Benchmarks.EventLog;
using UserRep.EventLog.Sqlite;
using UserRep.Tests.Model;
using Xunit;

namespace UserRep.Tests.Benchmarks.EventLog;

public sealed class BacklogTests : IDisposable
{
    private static readonly LogLoad _load = new(Callers: 2, Batch: 100);

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData(400)]
    [InlineData(30_000)] // More than a page of each partition.
    public async Task It_is_what_was_appended_and_nothing_that_was_there_before(int events)
    {
        await using (SqliteEventLog log = await SqliteEventLog.OpenAsync(new SqliteLogOptions { Folder = _folder.Location }, TestContext.Current.CancellationToken))
        {
            await _load.RateAsync(log, 600, TestContext.Current.CancellationToken);
        }

        Backlog backlog = await Backlog.AppendAsync(_folder.Location, _load, events, TestContext.Current.CancellationToken);
        Assert.Equal(events, backlog.Events);
        Assert.Equal(600, backlog.Before.Sum(head => head.Offset));
        Assert.True(backlog.ReadRate > 0);
        Assert.True(backlog.HeaderRate > 0);
    }

    public void Dispose() => _folder.Dispose();
}
