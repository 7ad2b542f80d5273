using Npgsql;
using UserRep.EventLog.Events;
using UserRep.EventLog.Postgres;
using UserRep.Testing;
using UserRep.Testing.Postgres;
using UserRep.Tests.EventLog.Events;
using Xunit;

namespace UserRep.Tests.EventLog.Postgres;

/// <summary>What the server refuses is explained, with what to do, and never with the password.</summary>
public sealed class PostgresErrorTests(SharedPostgres server) : PostgresTests(server)
{
    private PostgresEventLog _log = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _log = await PostgresEventLog.OpenAsync(Database.Source, new PostgresLogOptions { Partitions = 4 }, _none);
        await _log.AppendAsync(NewEvents.Many("ann", 3), _none);
    }

    public override async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData("ALTER DATABASE {0} SET default_transaction_read_only = on", "read-only", true)]
    [InlineData("REVOKE INSERT ON log_event FROM {0}", "Grant it", false)]
    [InlineData("DROP TABLE log_event", "lacks a table", false)]
    [InlineData("ALTER DATABASE {0} CONNECTION LIMIT 0", "no connection left", true)]
    [InlineData("ALTER ROLE {0} NOLOGIN", "Correct the connection string", false)]
    [InlineData("ALTER ROLE {0} PASSWORD 'another'", "Correct the connection string", false)]
    public async Task What_an_operator_did_is_named(string sql, string words, bool isTransient)
    {
        await Database.ExecuteAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, Database.Name));
        Database.Source.Clear();

        EventLogException error = await Assert.ThrowsAnyAsync<EventLogException>(() => _log.AppendAsync([NewEvents.Of("ann", "more")], _none));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal(isTransient, error.IsTransient);
        Assert.False(error.OutcomeUnknown);
        AssertNoSecret(error);
    }

    [Fact]
    public async Task A_server_that_has_no_connection_left_is_busy_and_serves_again_later()
    {
        await Database.ExecuteAsync($"ALTER DATABASE {Database.Name} CONNECTION LIMIT 0");
        Database.Source.Clear();

        EventLogBusyException busy = await Assert.ThrowsAsync<EventLogBusyException>(() => _log.AppendAsync([NewEvents.Of("ann", "more")], _none));
        await Assert.ThrowsAsync<EventLogBusyException>(() => _log.HeadsAsync(_none));

        Assert.True(busy.RetryAfter > TimeSpan.Zero);
        await Database.ExecuteAsync($"ALTER DATABASE {Database.Name} CONNECTION LIMIT -1");
        Assert.Equal(3, (await _log.AppendAsync([NewEvents.Of("ann", "more")], _none))[0].Prev);
    }

    [Fact]
    public async Task A_pool_that_is_used_up_is_busy()
    {
        await using NpgsqlDataSource small = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Database.ConnectionString) { MaxPoolSize = 1, Timeout = 1 }.ToString());
        await using PostgresEventLog log = await PostgresEventLog.OpenAsync(small, new PostgresLogOptions { Partitions = 4 }, _none);
        await using (await small.OpenConnectionAsync(_none))
        {
            EventLogBusyException busy = await Assert.ThrowsAsync<EventLogBusyException>(() => log.AppendAsync([NewEvents.Of("ann", "more")], _none));
            AssertNoSecret(busy);
        }

        Assert.Equal(4, (await log.AppendAsync([NewEvents.Of("ann", "more")], _none))[0].Offset);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        foreach (NpgsqlConnectionStringBuilder elsewhere in new NpgsqlConnectionStringBuilder[]
        {
            new(Database.ConnectionString) { Port = LoopbackPort.Free() }, new(Database.ConnectionString) { Host = "nowhere.invalid" },
        })
        {
            await using NpgsqlDataSource source = NpgsqlDataSource.Create(elsewhere);

            EventLogException error = await Assert.ThrowsAsync<EventLogException>(() => PostgresEventLog.OpenAsync(source, new PostgresLogOptions(), _none));

            Assert.True(error.IsTransient);
            Assert.Contains($"{elsewhere.Host}:{elsewhere.Port}", error.Message, StringComparison.Ordinal);
            AssertNoSecret(error);
        }
    }

    [Fact]
    public async Task ADatabase_that_is_not_there_is_named()
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Database = "no_such" }.ToString());

        EventLogException error = await Assert.ThrowsAsync<EventLogException>(() => PostgresEventLog.OpenAsync(source, new PostgresLogOptions(), _none));

        Assert.False(error.IsTransient);
        Assert.Contains("no_such", error.Message, StringComparison.Ordinal);
        AssertNoSecret(error);
    }

    private void AssertNoSecret(Exception error)
    {
        string password = new NpgsqlConnectionStringBuilder(Database.ConnectionString).Password!;
        Assert.DoesNotContain(password, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Database.ConnectionString, error.ToString(), StringComparison.Ordinal);
    }
}
