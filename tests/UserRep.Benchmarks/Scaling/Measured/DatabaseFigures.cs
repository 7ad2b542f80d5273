using System.Globalization;
using Npgsql;
using UserRep.Benchmarks.Measuring;
using UserRep.Testing.Postgres;

namespace UserRep.Benchmarks.Scaling.Measured;

/// <summary>What a database server says of itself, and what its processes took.</summary>
internal sealed class DatabaseFigures(PostgresServer server, PostgresTestDatabase database)
{
    public Task CheckpointAsync() => server.ExecuteAsync("CHECKPOINT");

    /// <summary>Transactions of the database, bytes of write-ahead log, and whole pages among them, so far.</summary>
    public async Task<(double Transactions, double WalBytes, double PageImages)> CountsAsync()
    {
        const string Sql =
            """
            SELECT (SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database())::float8,
                (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::float8,
                (SELECT wal_fpi FROM pg_stat_wal)::float8
            """;
        await using NpgsqlCommand command = database.Source.CreateCommand(Sql);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetDouble(0), reader.GetDouble(1), reader.GetDouble(2));
    }

    public Task<double> CountAsync(string table) => NumberAsync($"SELECT count(*) FROM {table}");

    /// <summary>The size of a table, its indexes included.</summary>
    public Task<double> TableBytesAsync(string table) => NumberAsync($"SELECT pg_total_relation_size('{table}')");

    public Task<double> IndexBytesAsync(string index) => NumberAsync($"SELECT pg_relation_size('{index}')");

    /// <summary>Processor time of the server's processes, those that have ended included.</summary>
    public async Task<double> ProcessorSecondsAsync()
    {
        IReadOnlyList<int> processes = await server.ProcessesAsync();
        return Stat(processes[0]).OfEnded.TotalSeconds + processes.Sum(process => Stat(process).ProcessorTime.TotalSeconds);
    }

    private static TaskStat Stat(int process)
    {
        try
        {
            return TaskStat.Parse(File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat")));
        }
        catch (IOException)
        {
            // It has ended just now; its parent has its time from then on.
            return default;
        }
    }

    // By a connection that is there: to make one costs the server more than to answer.
    private async Task<double> NumberAsync(string sql)
    {
        await using NpgsqlCommand command = database.Source.CreateCommand(sql);
        return Convert.ToDouble(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
