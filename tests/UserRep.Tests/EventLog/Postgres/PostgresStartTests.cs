using Npgsql;
using UserRep.EventLog.Events;
using UserRep.EventLog.Postgres;
using UserRep.Testing.Postgres;
using UserRep.Tests.EventLog.Events;
using Xunit;

namespace UserRep.Tests.EventLog.Postgres;

/// <summary>How a log is opened: by several at once, by one who may not make tables, and when it is refused.</summary>
public sealed class PostgresStartTests(SharedPostgres server) : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;

    private PostgresTestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await server.CreateDatabaseAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Silos_that_start_at_once_on_an_empty_database_all_get_the_same_log()
    {
        PostgresEventLog[] logs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await (await PostgresSnapshotStore.OpenAsync(_database.Source, new PostgresLogOptions(), _none)).DisposeAsync();
            return await OpenAsync(_database.Source, 4);
        })));

        await Task.WhenAll(logs.Select((log, i) => log.AppendAsync(NewEvents.Many("ann", 3, $"{i}-"), _none)));
        Assert.Equal(24, (await logs[0].ReadUserAsync("ann", 0, 100, _none)).Count);
        Assert.Empty(await LogChecker.CheckAsync(logs[7]));
        Assert.Equal(2L, await _database.ExecuteAsync("SELECT count(*) FROM applied_script"));
    }

    [Fact]
    public async Task Of_silos_that_disagree_on_the_partitions_one_decides_and_the_other_is_told()
    {
        Task<PostgresEventLog>[] starts = [.. Enumerable.Range(0, 6).Select(i => Task.Run(() => OpenAsync(_database.Source, 4 + (i % 2))))];
        await Task.WhenAll(starts.Select(start => start.ContinueWith(_ => { }, TaskScheduler.Default)));

        Assert.Equal(3, starts.Count(start => start.IsCompletedSuccessfully));
        Assert.All(starts.Where(start => start.IsFaulted), start => Assert.Contains("partitions", Assert.IsType<EventLogException>(start.Exception!.InnerException).Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_user_who_may_not_make_tables_can_start_where_they_are_there()
    {
        await (await OpenAsync(_database.Source, 4)).DisposeAsync();
        string guest = $"{_database.Name}_guest";
        await _database.ExecuteAsync($"CREATE ROLE {guest} LOGIN PASSWORD 'also-for-tests'");
        try
        {
            await _database.ExecuteAsync($"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {guest}");
            string connection = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = guest, Password = "also-for-tests" }.ToString();
            await using NpgsqlDataSource source = NpgsqlDataSource.Create(connection);
            await using PostgresEventLog log = await OpenAsync(source, 4);

            await log.AppendAsync(NewEvents.Many("ann", 3), _none);

            Assert.Equal(3, await log.EraseUserAsync("ann", _none));
        }
        finally
        {
            await _database.ExecuteAsync($"DROP OWNED BY {guest}");
            await _database.ExecuteAsync($"DROP ROLE {guest}");
        }
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        await (await OpenAsync(_database.Source, 4)).DisposeAsync();
        await _database.ExecuteAsync("INSERT INTO applied_script (schema, number, checksum) VALUES ('postgres/events', 99, 1)");

        EventLogException error = await Assert.ThrowsAsync<EventLogException>(() => OpenAsync(_database.Source, 4));

        Assert.Contains("99", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task A_database_that_cannot_hold_every_character_is_refused()
    {
        string name = $"{_database.Name}_latin";
        await _database.ExecuteAsync($"CREATE DATABASE {name} OWNER {_database.Name} ENCODING 'LATIN1' TEMPLATE template0");
        try
        {
            await using NpgsqlDataSource source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Database = name, Pooling = false }.ToString());

            EventLogException error = await Assert.ThrowsAsync<EventLogException>(() => OpenAsync(source, 4));

            Assert.Contains("UTF8", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            await _database.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    private static Task<PostgresEventLog> OpenAsync(NpgsqlDataSource source, int partitions) =>
        PostgresEventLog.OpenAsync(source, new PostgresLogOptions { Partitions = partitions }, _none);
}
