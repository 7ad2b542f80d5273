using System.CommandLine;
using System.Text.Json;
using Npgsql;
using UserRep.EventLog.Events;
using UserRep.EventLog.Postgres;
using UserRep.EventLog.Reading;
using UserRep.Testing.Postgres;
using UserRep.Tests.EventLog.Events;
using UserRep.Tests.Training.Datasets;
using UserRep.Training.Cli;
using UserRep.Training.Export;
using Xunit;

namespace UserRep.Tests.EventLog.Postgres;

/// <summary>The log of a database, read by one who may only read, while services write it.</summary>
public sealed class DatabaseLogReaderTests(SharedPostgres server) : PostgresTests(server)
{
    private string Reader => $"{Database.Name}_reader";

    private string Connection => new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Username = Reader, Password = "for-tests", Pooling = false }.ToString();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Database.ExecuteAsync($"CREATE ROLE {Reader} LOGIN PASSWORD 'for-tests'");
    }

    public override async ValueTask DisposeAsync()
    {
        await Database.ExecuteAsync($"DROP OWNED BY {Reader}");
        await Database.ExecuteAsync($"DROP ROLE {Reader}");
        await base.DisposeAsync();
    }

    [Fact]
    public async Task It_reads_what_the_log_reads_also_what_comes_later()
    {
        await using PostgresEventLog log = await SetUpAsync();
        await log.AppendAsync([.. NewEvents.Many("ann", 20), .. NewEvents.Many("bob", 5)], _none);
        await log.EraseUserAsync("bob", _none);

        await using DatabaseLogReader reader = await DatabaseLogReader.OpenAsync(Connection, _none);
        await log.AppendAsync(NewEvents.Many("cyd", 7), _none);

        Assert.Equal((3, log.Epoch), (reader.Partitions.Partitions, reader.Epoch));
        IReadOnlyList<PartitionHead> heads = await reader.HeadsAsync(_none);
        Assert.Equal(await log.HeadsAsync(_none), heads);
        foreach (PartitionHead head in heads)
        {
            Assert.Equal(Written(await log.ReadPartitionAsync(head.Partition, 0, 100, _none)), Written(await reader.ReadPartitionAsync(head.Partition, 0, 100, _none)));
        }

        IReadOnlyList<LogEvent> events = await reader.ReadUserAsync("ann", 0, 100, _none);
        Assert.Equal(20, events.Count);
        Assert.Equal(Written(await log.ReadUserAsync("ann", 0, 100, _none)), Written(events));
        Assert.Empty(await reader.ReadUserAsync("bob", 0, 100, _none));
        Assert.True(await reader.ContainsAsync("ann", events[3].Offset, _none));
        Assert.False(await reader.ContainsAsync("bob", events[3].Offset, _none));
    }

    [Fact]
    public async Task It_is_exported_by_its_connection_string()
    {
        await using PostgresEventLog log = await SetUpAsync();
        await log.AppendAsync(NewEvents.Many("ann", 30), _none);
        using TemporaryFolder folder = new();
        using StringWriter output = new();

        int code = await CommandLine.RunAsync(
            new RootCommand { ExportCommand.Create() }, ["export", "--from", Connection, "--out", folder.File("seen"), "--json"], new InvocationConfiguration { Output = output, Error = output });

        Assert.True(code == ExitCodes.Done, output.ToString());
        Assert.Equal(30, JsonDocument.Parse(output.ToString()).RootElement.GetProperty("dataset").GetProperty("events").GetInt64());
    }

    [Fact]
    public async Task A_database_without_a_log_or_with_one_of_another_version_is_refused()
    {
        Assert.Contains("has no log", await RefusalAsync(), StringComparison.Ordinal);

        await (await SetUpAsync()).DisposeAsync();
        await (await DatabaseLogReader.OpenAsync(Connection, _none)).DisposeAsync();
        await Database.ExecuteAsync("INSERT INTO applied_script (schema, number, checksum) VALUES ('postgres/events', 99, 1)");
        Assert.Contains("99", await RefusalAsync(), StringComparison.Ordinal);

        await Database.ExecuteAsync("DELETE FROM applied_script");
        Assert.Contains("older version", await RefusalAsync(), StringComparison.Ordinal);

        await Database.ExecuteAsync($"REVOKE SELECT ON ALL TABLES IN SCHEMA public FROM {Reader}");
        Assert.Contains("Grant it", await RefusalAsync(), StringComparison.Ordinal);
    }

    private async Task<string> RefusalAsync() => (await Assert.ThrowsAsync<EventLogException>(() => DatabaseLogReader.OpenAsync(Connection, _none))).Message;

    private async Task<PostgresEventLog> SetUpAsync()
    {
        PostgresEventLog log = await PostgresEventLog.OpenAsync(Database.Source, new PostgresLogOptions { Partitions = 3 }, _none);
        await Database.ExecuteAsync($"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {Reader}");
        return log;
    }

    private static string Written(IReadOnlyList<LogEvent> events) => JsonSerializer.Serialize(events);
}
