using Microsoft.Data.Sqlite;

namespace UserRep.EventLog.Sqlite;

/// <summary>A connection with its prepared statements. Used by one thread at a time; what is said of folding and of remains is the writer's alone.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    public SqliteConnection Connection => connection;

    /// <summary>A statement, prepared once, with its parameters <c>$1</c>, <c>$2</c> and so on set.</summary>
    public SqliteCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(sql, out SqliteCommand? command))
        {
            command = new SqliteCommand(sql, connection);
            for (int i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i + 1}" });
            }

            _commands.Add(sql, command);
        }

        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }

    public int Execute(string sql, params ReadOnlySpan<object?> values) => Command(sql, values).ExecuteNonQuery();

    /// <summary>Gets a value indicating whether the write-ahead log still holds what has been erased.</summary>
    public bool HasRemains { get; private set; }

    /// <summary>Says that something was erased for good: older copies of its pages are to go as well.</summary>
    public void LeaveNoRemains() => HasRemains = true;

    /// <summary>Folds the write-ahead log back into the file and empties it. While somebody reads that may fail; then it is to be tried again.</summary>
    public void Checkpoint() => HasRemains = Command("PRAGMA wal_checkpoint(TRUNCATE)").ExecuteScalar() is not 0L;

    /// <summary>Folds back what nobody reads any more, and waits for nobody.</summary>
    public void FoldRest() => Command("PRAGMA wal_checkpoint(PASSIVE)").ExecuteScalar();

    public long? Number(string sql, params ReadOnlySpan<object?> values) => Command(sql, values).ExecuteScalar() is long number ? number : null;

    public void Dispose()
    {
        foreach (SqliteCommand command in _commands.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }
}
