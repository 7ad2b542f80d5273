using Npgsql;
using UserRep.ClusterTests.Faults.Checks;
using UserRep.ClusterTests.Faults.Reports;
using UserRep.EventLog.Events;
using UserRep.EventLog.Postgres;
using UserRep.Testing.Postgres;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>
/// Several writers whose transactions take different times between getting an offset and committing, while somebody follows the log by "what comes
/// after the last I have". The control numbers rows by a sequence, as many a log does, and must skip some.
/// </summary>
internal sealed class CommitOrder(bool isControl) : Fault
{
    private const int Writers = 6;
    private const string Delay = "pg_sleep(random() * 0.02)";

    public override string Name => isControl ? "commit-order-by-sequence" : "commit-order";

    public override bool IsControl => isControl;

    public override bool IsQuick => true;

    public override async Task<FaultRow> RunAsync(FaultSetting setting)
    {
        await using PostgresTestDatabase database = await setting.Postgres.CreateDatabaseAsync();
        int each = setting.Long(300, 60);
        (HashSet<long> seen, int written) = isControl ? await BySequenceAsync(database, each) : await ByLogAsync(database, each);
        int skipped = written - seen.Count;
        Findings findings = new(written, skipped, 0, 0, skipped == 0 ? [] : [$"I3: {skipped} of {written} were skipped."]);
        return new FaultRow
        {
            Fault = Name,
            Control = isControl,
            Seed = setting.Seed,
            Operations = written,
            Acknowledged = written,
            Lost = skipped,
            Verdict = Verdicts.Of(findings, isControl),
            Note = "lost: skipped by who follows",
        };
    }

    private static async Task<(HashSet<long> Seen, int Written)> ByLogAsync(PostgresTestDatabase database, int each)
    {
        PostgresLogOptions options = new() { Partitions = 1, LockTimeout = TimeSpan.FromSeconds(30) };
        await using PostgresEventLog first = await PostgresEventLog.OpenAsync(database.Source, options, CancellationToken.None);
        await using PostgresEventLog second = await PostgresEventLog.OpenAsync(database.Source, options, CancellationToken.None);
        await database.ExecuteAsync(
            $"CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM {Delay}; RETURN NULL; END $$; CREATE TRIGGER dawdle AFTER INSERT ON log_event FOR EACH STATEMENT EXECUTE FUNCTION dawdle()");
        Task[] writing = [.. Enumerable.Range(0, Writers).Select(writer => WriteAsync(writer % 2 == 0 ? first : second, writer, each))];
        HashSet<long> seen = [];
        long last = 0;
        await FollowAsync(Task.WhenAll(writing), async () =>
        {
            foreach (LogEvent e in await first.ReadPartitionAsync(0, last, int.MaxValue, CancellationToken.None))
            {
                last = e.Offset;
                seen.Add(e.Offset);
            }
        });
        return (seen, Writers * each);
    }

    private static async Task WriteAsync(PostgresEventLog log, int writer, int each)
    {
        for (int i = 0; i < each; i++)
        {
            await log.AppendAsync([new NewEvent { UserId = $"user-{i % 7}", EventId = $"{writer}-{i}", Type = "play", TimestampMs = 1_700_000_000_000, ReceivedAtMs = 1_700_000_000_000, Value = 1 }], CancellationToken.None);
        }
    }

    private static async Task<(HashSet<long> Seen, int Written)> BySequenceAsync(PostgresTestDatabase database, int each)
    {
        await database.ExecuteAsync($"CREATE TABLE by_sequence (number bigserial PRIMARY KEY); ALTER TABLE by_sequence OWNER TO {database.Name}; GRANT ALL ON SEQUENCE by_sequence_number_seq TO {database.Name}");
        Task[] writing = [.. Enumerable.Range(0, Writers).Select(_ => WriteBySequenceAsync(database, each))];
        HashSet<long> seen = [];
        long last = 0;
        await FollowAsync(Task.WhenAll(writing), async () =>
        {
            await using NpgsqlCommand read = database.Source.CreateCommand($"SELECT number FROM by_sequence WHERE number > {last} ORDER BY number");
            await using NpgsqlDataReader rows = await read.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                last = rows.GetInt64(0);
                seen.Add(last);
            }
        });
        return (seen, Writers * each);
    }

    private static async Task WriteBySequenceAsync(PostgresTestDatabase database, int each)
    {
        for (int i = 0; i < each; i++)
        {
            await using NpgsqlConnection connection = await database.Source.OpenConnectionAsync();
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
            await using NpgsqlCommand write = new($"INSERT INTO by_sequence DEFAULT VALUES; SELECT {Delay}", connection, transaction);
            await write.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }
    }

    /// <summary>Reads again and again, and once more when writers are done.</summary>
    private static async Task FollowAsync(Task writing, Func<Task> read)
    {
        while (!writing.IsCompleted)
        {
            await read();
        }

        await writing;
        await read();
    }
}
