using Npgsql;
using UserRep.EventLog.Events;
using UserRep.EventLog.Postgres;
using UserRep.EventLog.Reading;
using UserRep.Testing.Postgres;
using UserRep.Tests.EventLog.Events;
using Xunit;

namespace UserRep.Tests.EventLog.Postgres;

/// <summary>A database that a newer or an older release has worked on.</summary>
public sealed class PostgresSchemaTests(SharedPostgres server) : PostgresTests(server)
{
    private const string AddColumn = "ALTER TABLE log_event ADD COLUMN of_tomorrow text DEFAULT 'new'";

    [Fact]
    public async Task After_additive_steps_of_a_newer_release_everything_goes_on()
    {
        await using (PostgresEventLog before = await OpenAsync())
        {
            await before.AppendAsync(NewEvents.Many("ann", 3), _none);
        }

        await StepAsync(2, isAdditive: true, AddColumn);
        await StepAsync(3, isAdditive: true, "CREATE TABLE of_tomorrow (a integer)");

        await using PostgresEventLog log = await OpenAsync();
        await log.AppendAsync(NewEvents.Many("ann", 4, "later-"), _none);
        await using DatabaseLogReader reader = await DatabaseLogReader.OpenAsync(Database.ConnectionString, _none);

        Assert.Equal(7, (await log.ReadUserAsync("ann", 0, 100, _none)).Count);
        Assert.Equal(7, (await reader.ReadUserAsync("ann", 0, 100, _none)).Count);
        Assert.Empty(await LogChecker.CheckAsync(log));
        Assert.Equal(7L, await Database.ExecuteAsync("SELECT count(*) FROM log_event WHERE of_tomorrow = 'new'"));
    }

    [Fact]
    public async Task After_one_step_that_is_not_additive_nothing_does()
    {
        await (await OpenAsync()).DisposeAsync();
        await StepAsync(2, isAdditive: true, AddColumn);
        await StepAsync(3, isAdditive: false, "SELECT 1");
        await StepAsync(4, isAdditive: true, "SELECT 1");

        foreach (Func<Task> open in (Func<Task>[])[() => OpenAsync(), () => DatabaseLogReader.OpenAsync(Database.ConnectionString, _none)])
        {
            EventLogException error = await Assert.ThrowsAsync<EventLogException>(open);

            Assert.Contains("is at schema 4, this program knows up to 1, and after step 3 ", error.Message, StringComparison.Ordinal);
            Assert.False(error.IsTransient);
        }
    }

    [Fact]
    public async Task Where_the_list_does_not_say_what_is_additive_yet_the_log_opens_for_one_who_may_not_change_it_too()
    {
        await (await OpenAsync()).DisposeAsync();
        await ForgetAdditiveAsync();
        string guest = $"{Database.Name}_guest";
        await Database.ExecuteAsync($"CREATE ROLE {guest} LOGIN PASSWORD 'also-for-tests'");
        try
        {
            await Database.ExecuteAsync($"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {guest}");
            string connection = new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Username = guest, Password = "also-for-tests", Pooling = false }.ToString();
            await using NpgsqlDataSource source = NpgsqlDataSource.Create(connection);
            await using (PostgresEventLog log = await PostgresEventLog.OpenAsync(source, new PostgresLogOptions { Partitions = 4 }, _none))
            {
                await log.AppendAsync(NewEvents.Many("ann", 3), _none);
            }

            await using DatabaseLogReader reader = await DatabaseLogReader.OpenAsync(connection, _none);
            Assert.Equal(3, (await reader.ReadUserAsync("ann", 0, 100, _none)).Count);
        }
        finally
        {
            await Database.ExecuteAsync($"DROP OWNED BY {guest}");
            await Database.ExecuteAsync($"DROP ROLE {guest}");
        }
    }

    [Fact]
    public async Task The_next_step_has_such_a_list_say_it()
    {
        await PostgresGrainStates.PrepareAsync(Database.Source, _none);
        await ForgetAdditiveAsync();
        await ForgetStepAsync();

        await PostgresGrainStates.PrepareAsync(Database.Source, _none);

        Assert.Equal(4L, await Database.ExecuteAsync("SELECT count(*) FROM applied_script WHERE NOT additive"));
        await (await OpenAsync()).DisposeAsync();
    }

    [Fact]
    public async Task A_step_does_not_keep_up_those_at_work_while_somebody_holds_its_table()
    {
        await PostgresGrainStates.PrepareAsync(Database.Source, _none);
        await ForgetStepAsync();
        await using (NpgsqlConnection connection = await Database.Source.OpenConnectionAsync(_none))
        await using (NpgsqlTransaction transaction = await connection.BeginTransactionAsync(_none))
        {
            await using NpgsqlCommand hold = new("LOCK TABLE orleansstorage IN ROW EXCLUSIVE MODE", connection);
            await hold.ExecuteNonQueryAsync(_none);

            EventLogException error = await Assert.ThrowsAnyAsync<EventLogException>(() => PostgresGrainStates.PrepareAsync(Database.Source, _none));

            Assert.True(error.IsTransient);
        }

        await PostgresGrainStates.PrepareAsync(Database.Source, _none);
    }

    private Task<PostgresEventLog> OpenAsync() => PostgresEventLog.OpenAsync(Database.Source, new PostgresLogOptions { Partitions = 4 }, _none);

    /// <summary>As a newer release does at its start.</summary>
    private async Task StepAsync(int number, bool isAdditive, string sql)
    {
        await Database.ExecuteAsync(sql);
        await Database.ExecuteAsync($"INSERT INTO applied_script (schema, number, checksum, additive) VALUES ('postgres/events', {number}, {number}, {isAdditive})");
    }

    /// <summary>As a release leaves the list that does not know of it.</summary>
    private Task<object?> ForgetAdditiveAsync() => Database.ExecuteAsync("ALTER TABLE applied_script DROP COLUMN additive");

    /// <summary>As a release leaves the database that does not have the last step of the grains' states.</summary>
    private async Task ForgetStepAsync()
    {
        await Database.ExecuteAsync("DROP INDEX orleansstorage_key");
        await Database.ExecuteAsync("DELETE FROM applied_script WHERE number = 4");
    }
}
