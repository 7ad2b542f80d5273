using System.Data;
using System.Globalization;
using System.Net.Sockets;
using Npgsql;
using UserRep.EventLog.Events;

namespace UserRep.EventLog.Postgres;

/// <summary>Runs statements on connections of a pool, and says what their failures mean.</summary>
internal sealed class PostgresDatabase(NpgsqlDataSource source, TimeSpan lockTimeout)
{
    // What is acknowledged is on disk, whatever the server's default.
    private const string Durable = "SET LOCAL synchronous_commit = on";

    private readonly PostgresErrors _errors = new(source.ConnectionString);

    /// <summary>Gets the statement after which a transaction waits no longer than this for what another holds.</summary>
    public string Patience { get; } = WaitsFor(lockTimeout);

    /// <summary>Gets what the database is called in messages.</summary>
    public string Name => _errors.Database;

    /// <summary>What a caller is told who needs what another transaction holds.</summary>
    public EventLogException Held() => _errors.Held();

    /// <summary>All rows of one statement, which sees one moment of the database.</summary>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(NpgsqlBatchCommand statement, Func<NpgsqlDataReader, T> row, CancellationToken cancellation)
    {
        try
        {
            await using NpgsqlBatch batch = source.CreateBatch();
            return await RowsAsync(batch, statement, row, cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (error is NpgsqlException or SocketException)
        {
            throw _errors.Explain(error, isCommitting: false);
        }
    }

    /// <summary>As above, of a statement whose locks and writes are taken back: it costs no sync to disk.</summary>
    public async Task<IReadOnlyList<T>> TryAsync<T>(NpgsqlBatchCommand statement, Func<NpgsqlDataReader, T> row, CancellationToken cancellation)
    {
        try
        {
            await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation).ConfigureAwait(false);
            await using NpgsqlBatch batch = connection.CreateBatch();
            IReadOnlyList<T> rows = await RowsAsync(batch, statement, row, cancellation).ConfigureAwait(false);
            await transaction.RollbackAsync(cancellation).ConfigureAwait(false);
            return rows;
        }
        catch (Exception error) when (error is NpgsqlException or SocketException)
        {
            throw _errors.Explain(error, isCommitting: false);
        }
    }

    /// <summary>
    /// Runs statements in one durable transaction. Each of them sees what others had committed when it began, whatever the server's default:
    /// so what follows a lock sees everything that was done under that lock before.
    /// </summary>
    /// <param name="run">Adds its statements to the batch, which travels in one message, and runs it.</param>
    /// <param name="cancellation">Gives up; what was written may then be there or not.</param>
    public Task<T> WriteAsync<T>(Func<NpgsqlBatch, Task<T>> run, CancellationToken cancellation) => WriteAsync(run, lockTimeout, cancellation);

    /// <summary>As above, with a time of its own.</summary>
    /// <param name="run">Adds its statements to the batch, which travels in one message, and runs it.</param>
    /// <param name="patience">How long it waits for what another transaction holds.</param>
    /// <param name="cancellation">Gives up; what was written may then be there or not.</param>
    public Task<T> WriteAsync<T>(Func<NpgsqlBatch, Task<T>> run, TimeSpan patience, CancellationToken cancellation) => TransactAsync(
        async connection =>
        {
            await using NpgsqlBatch batch = connection.CreateBatch();
            batch.BatchCommands.Add(Statement.Of(Durable));
            batch.BatchCommands.Add(Statement.Of(WaitsFor(patience)));
            return await run(batch).ConfigureAwait(false);
        },
        cancellation);

    /// <summary>As above, for statements whose answers are of no interest.</summary>
    /// <returns>How many rows the last one wrote.</returns>
    public Task<int> WriteAsync(IReadOnlyList<NpgsqlBatchCommand> statements, CancellationToken cancellation) => WriteAsync(
        async batch =>
        {
            foreach (NpgsqlBatchCommand statement in statements)
            {
                batch.BatchCommands.Add(statement);
            }

            await batch.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            return statements[^1].RecordsAffected;
        },
        cancellation);

    /// <summary>Runs whatever is to be done on one connection in one transaction.</summary>
    public async Task<T> TransactAsync<T>(Func<NpgsqlConnection, Task<T>> run, CancellationToken cancellation)
    {
        bool isCommitting = false;
        try
        {
            await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation).ConfigureAwait(false);
            T result = await run(connection).ConfigureAwait(false);
            isCommitting = true;
            await transaction.CommitAsync(cancellation).ConfigureAwait(false);
            return result;
        }
        catch (Exception error) when (error is NpgsqlException or SocketException)
        {
            throw _errors.Explain(error, isCommitting);
        }
    }

    // Zero would mean for ever.
    private static string WaitsFor(TimeSpan patience) => string.Create(CultureInfo.InvariantCulture, $"SET LOCAL lock_timeout = {Math.Max(1, (int)patience.TotalMilliseconds)}");

    private static async Task<IReadOnlyList<T>> RowsAsync<T>(NpgsqlBatch batch, NpgsqlBatchCommand statement, Func<NpgsqlDataReader, T> row, CancellationToken cancellation)
    {
        batch.BatchCommands.Add(statement);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        List<T> rows = [];
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            rows.Add(row(reader));
        }

        return rows;
    }
}
