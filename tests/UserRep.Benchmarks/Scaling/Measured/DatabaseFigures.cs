using System.Globalization;
using UserRep.Testing.Postgres;

namespace UserRep.Benchmarks.Scaling.Measured;

/// <summary>What a database server says of itself, and what its processes took.</summary>
internal sealed class DatabaseFigures(PostgresServer server, PostgresTestDatabase database)
{
    // Hundredths of a second, whatever the kernel counts in.
    private const double TicksPerSecond = 100;

    // Fields of /proc/<id>/stat after the name: utime and stime, and those of children that have ended.
    private const int Own = 11;
    private const int OfChildren = 13;

    public Task CheckpointAsync() => server.ExecuteAsync("CHECKPOINT");

    public Task<double> WalBytesAsync() => NumberAsync("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn");

    public Task<double> PageImagesAsync() => NumberAsync("SELECT wal_fpi FROM pg_stat_wal");

    public Task<double> TransactionsAsync() => NumberAsync("SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()");

    public Task<double> CountAsync(string table) => NumberAsync($"SELECT count(*) FROM {table}");

    /// <summary>The size of a table, its indexes included.</summary>
    public Task<double> TableBytesAsync(string table) => NumberAsync($"SELECT pg_total_relation_size('{table}')");

    public Task<double> IndexBytesAsync(string index) => NumberAsync($"SELECT pg_relation_size('{index}')");

    /// <summary>Processor time of the server's processes, those that have ended included.</summary>
    public async Task<double> ProcessorSecondsAsync()
    {
        IReadOnlyList<int> processes = await server.ProcessesAsync();
        double ticks = Ticks(processes[0], OfChildren) + processes.Sum(process => Ticks(process, Own));
        return ticks / TicksPerSecond;
    }

    private static double Ticks(int process, int first)
    {
        try
        {
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return long.Parse(fields[first], CultureInfo.InvariantCulture) + long.Parse(fields[first + 1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It has ended just now; its parent has its time from then on.
            return 0;
        }
    }

    private async Task<double> NumberAsync(string sql) => Convert.ToDouble(await database.ExecuteAsync(sql), CultureInfo.InvariantCulture);
}
