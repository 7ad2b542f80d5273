using Npgsql;
using UserRep.EventLog.Events;
using UserRep.EventLog.Postgres;
using UserRep.Testing.Postgres;
using UserRep.Tests.EventLog.Events;
using Xunit;

namespace UserRep.Tests.EventLog.Postgres;

/// <summary>How a log is opened: by several at once, by one who may not make tables, and when it is refused.</summary>
public sealed class PostgresStartTests(SharedPostgres server) : PostgresTests(server)
{
    [Fact]
    public async Task Silos_that_start_at_once_on_an_emptyDatabase_all_get_the_same_log()
    {
        PostgresEventLog[] logs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await (await PostgresSnapshotStore.OpenAsync(Database.Source, new PostgresLogOptions(), _none)).DisposeAsync();
            return await OpenAsync(Database.Source, 4);
        })));

        await Task.WhenAll(logs.Select((log, i) => log.AppendAsync(NewEvents.Many("ann", 3, $"{i}-"), _none)));
        Assert.Equal(24, (await logs[0].ReadUserAsync("ann", 0, 100, _none)).Count);
        Assert.Empty(await LogChecker.CheckAsync(logs[7]));
        Assert.Equal(2L, await Database.ExecuteAsync("SELECT count(*) FROM applied_script"));
    }

    [Fact]
    public async Task Of_silos_that_disagree_on_the_partitions_one_decides_and_the_other_is_told()
    {
        Task<PostgresEventLog>[] starts = [.. Enumerable.Range(0, 6).Select(i => Task.Run(() => OpenAsync(Database.Source, 4 + (i % 2))))];
        await Task.WhenAll(starts.Select(start => start.ContinueWith(_ => { }, TaskScheduler.Default)));

        Assert.Equal(3, starts.Count(start => start.IsCompletedSuccessfully));
        Assert.All(starts.Where(start => start.IsFaulted), start => Assert.Contains("partitions", Assert.IsType<EventLogException>(start.Exception!.InnerException).Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_user_who_may_not_make_tables_can_start_where_they_are_there()
    {
        await (await OpenAsync(Database.Source, 4)).DisposeAsync();
        string guest = $"{Database.Name}_guest";
        await Database.ExecuteAsync($"CREATE ROLE {guest} LOGIN PASSWORD 'also-for-tests'");
        try
        {
            await Database.ExecuteAsync($"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {guest}");
            string connection = new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Username = guest, Password = "also-for-tests" }.ToString();
            await using NpgsqlDataSource source = NpgsqlDataSource.Create(connection);
            await using PostgresEventLog log = await OpenAsync(source, 4);

            await log.AppendAsync(NewEvents.Many("ann", 3), _none);

            Assert.Equal(3, await log.EraseUserAsync("ann", _none));
        }
        finally
        {
            await Database.ExecuteAsync($"DROP OWNED BY {guest}");
            await Database.ExecuteAsync($"DROP ROLE {guest}");
        }
    }

    [Fact]
    public async Task ADatabase_of_a_newer_program_is_refused()
    {
        await (await OpenAsync(Database.Source, 4)).DisposeAsync();
        await Database.ExecuteAsync("INSERT INTO applied_script (schema, number, checksum) VALUES ('postgres/events', 99, 1)");

        EventLogException error = await Assert.ThrowsAsync<EventLogException>(() => OpenAsync(Database.Source, 4));

        Assert.Contains("99", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task ADatabase_that_cannot_hold_every_character_is_refused()
    {
        string name = $"{Database.Name}_latin";
        await Database.ExecuteAsync($"CREATE DATABASE {name} OWNER {Database.Name} ENCODING 'LATIN1' TEMPLATE template0");
        try
        {
            await using NpgsqlDataSource source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Database = name, Pooling = false }.ToString());

            EventLogException error = await Assert.ThrowsAsync<EventLogException>(() => OpenAsync(source, 4));

            Assert.Contains("UTF8", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            await Database.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    private static Task<PostgresEventLog> OpenAsync(NpgsqlDataSource source, int partitions) =>
        PostgresEventLog.OpenAsync(source, new PostgresLogOptions { Partitions = partitions }, _none);
}
