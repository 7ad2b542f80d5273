using Microsoft.Data.Sqlite;
using SQLitePCL;
using UserRep.EventLog.Events;
using UserRep.EventLog.Schema;

namespace UserRep.EventLog.Sqlite;

/// <summary>A database file: how it is opened, and its schema.</summary>
/// <param name="path">Where it is.</param>
/// <param name="schema">The scripts that make what is in it.</param>
/// <param name="cacheMegabytes">The writer's cache.</param>
/// <param name="maxBytes">How large it may get, in whole pages; null for as large as there is room for.</param>
/// <param name="pageBytes">The size of a page, of a file that is made anew: one that is there keeps its own. Null for the engine's.</param>
internal sealed class SqliteFile(string path, string schema, int cacheMegabytes, long? maxBytes = null, int? pageBytes = null)
{
    // Where this is reached nobody has folded the write-ahead log beside the writer, or rows are very large: see SqliteFolding.
    private const int MostUnfoldedBytes = 160 << 20;

    // What lies above the leaves of a million users' rows is read again and again, and a page from the kernel takes longer than to look into it.
    private const int ReaderMegabytes = 8;

    // SQLITE_DBCONFIG_ENABLE_QPSG
    internal const int EnableQueryPlannerStabilityGuarantee = 1007;

    public string Path => path;

    /// <summary>A connection that writes: durable when a commit returns, and what is deleted is overwritten.</summary>
    public SqliteConnection OpenWriter()
    {
        SqliteConnection connection = Open(SqliteOpenMode.ReadWriteCreate);
        if (pageBytes is { } bytes)
        {
            // Before anything is written.
            Execute(connection, $"PRAGMA page_size = {bytes}");
        }

        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, "PRAGMA synchronous = FULL");
        Execute(connection, "PRAGMA secure_delete = ON");
        Execute(connection, $"PRAGMA wal_autocheckpoint = {MostUnfoldedBytes / PageBytes(connection)}");
        Execute(connection, $"PRAGMA cache_size = -{cacheMegabytes * 1024}");
        if (maxBytes is { } most)
        {
            Execute(connection, $"PRAGMA max_page_count = {most / PageBytes(connection)}");
        }

        Require(connection, "PRAGMA journal_mode", "wal");
        Require(connection, "PRAGMA synchronous", "2");
        return connection;
    }

    /// <summary>A connection that folds the write-ahead log back into the file, as durably as the writer writes.</summary>
    public SqliteConnection OpenFolding()
    {
        SqliteConnection connection = Open(SqliteOpenMode.ReadWrite);
        Execute(connection, "PRAGMA synchronous = FULL");
        Require(connection, "PRAGMA synchronous", "2");
        return connection;
    }

    /// <summary>A connection that only reads.</summary>
    public SqliteConnection OpenReader()
    {
        SqliteConnection connection = Open(SqliteOpenMode.ReadWrite);
        Execute(connection, "PRAGMA query_only = ON");
        Execute(connection, $"PRAGMA cache_size = -{ReaderMegabytes * 1024}");
        return connection;
    }

    /// <summary>Brings the schema up to date.</summary>
    /// <exception cref="EventLogException">The file is damaged, newer than the program can work with, or not ours.</exception>
    public void Migrate(SqliteConnection connection)
    {
        Execute(connection, "BEGIN IMMEDIATE");
        IReadOnlyList<SqlScript> missing;
        try
        {
            Execute(connection, "CREATE TABLE IF NOT EXISTS applied_script (number INTEGER PRIMARY KEY, checksum INTEGER NOT NULL)");
            missing = Missing(Applied(connection));
            Apply(connection, missing);
        }
        catch
        {
            RollBack(connection);
            throw;
        }

        Execute(connection, "COMMIT");
        if (missing.Count > 0)
        {
            FoldBack(connection);
        }
    }

    /// <summary>Whether the schema is up to date; asks only.</summary>
    /// <exception cref="EventLogException">The file is newer than the program can work with, or not ours.</exception>
    public bool IsUpToDate(SqliteConnection connection)
    {
        using SqliteCommand exists = new("SELECT count(*) FROM sqlite_master WHERE name = 'applied_script'", connection);
        return Missing((long)exists.ExecuteScalar()! > 0 ? Applied(connection) : []).Count == 0;
    }

    /// <summary>Takes back what has been written since the transaction began, also where the engine has done so by itself.</summary>
    public static void RollBack(SqliteConnection connection)
    {
        try
        {
            Execute(connection, "ROLLBACK");
        }
        catch (SqliteException)
        {
            // As it does when the disk is full or fails: what it failed at is what is to be told.
        }
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = new(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>A step may have written all of the file anew, and as much is in the write-ahead log.</summary>
    private static void FoldBack(SqliteConnection connection)
    {
        try
        {
            Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException)
        {
            // The step is done; whoever writes finds the same, and folds it back in the end.
        }
    }

    private static long PageBytes(SqliteConnection connection)
    {
        using SqliteCommand command = new("PRAGMA page_size", connection);
        return (long)command.ExecuteScalar()!;
    }

    private static void Apply(SqliteConnection connection, IReadOnlyList<SqlScript> missing)
    {
        if (missing.Count > 0 && !SaysWhatIsAdditive(connection))
        {
            Execute(connection, "ALTER TABLE applied_script ADD COLUMN additive INTEGER NOT NULL DEFAULT 0");
        }

        foreach (SqlScript script in missing)
        {
            Execute(connection, script.Text);
            Execute(connection, $"INSERT INTO applied_script (number, checksum, additive) VALUES ({script.Number}, {script.Checksum}, {(script.IsAdditive ? 1 : 0)})");
        }
    }

    private static List<AppliedStep> Applied(SqliteConnection connection)
    {
        List<AppliedStep> applied = [];
        string additive = SaysWhatIsAdditive(connection) ? "additive" : "0";
        using SqliteCommand command = new($"SELECT number, checksum, {additive} FROM applied_script", connection);
        using SqliteDataReader rows = command.ExecuteReader();
        while (rows.Read())
        {
            applied.Add(new AppliedStep(rows.GetInt32(0), rows.GetInt64(1), rows.GetBoolean(2)));
        }

        return applied;
    }

    /// <summary>Whether the list has the column: releases before it made the list without.</summary>
    private static bool SaysWhatIsAdditive(SqliteConnection connection)
    {
        using SqliteCommand command = new("SELECT count(*) FROM pragma_table_info('applied_script') WHERE name = 'additive'", connection);
        return (long)command.ExecuteScalar()! > 0;
    }

    private IReadOnlyList<SqlScript> Missing(IReadOnlyList<AppliedStep> applied) => SchemaPlan.Missing(path, SqlScript.Of(schema), applied);

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        // No pool: a connection belongs to its thread for as long as the file is open, and must really close at the end.
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        Execute(connection, "PRAGMA busy_timeout = 5000");
        KeepPlans(connection);
        return connection;
    }

    /// <summary>Has a statement's plan be of its text alone. The engine would else look at what a limit is bound to, and prepare the statement anew each time it is bound.</summary>
    private static void KeepPlans(SqliteConnection connection) => raw.sqlite3_db_config(connection.Handle, EnableQueryPlannerStabilityGuarantee, 1, out _);

    private void Require(SqliteConnection connection, string pragma, string value)
    {
        using SqliteCommand command = new(pragma, connection);
        string? actual = command.ExecuteScalar()?.ToString();
        if (actual != value)
        {
            throw new EventLogException($"{path}: {pragma} is {actual}, not {value}: what is acknowledged would not be safe.", isTransient: false, outcomeUnknown: false);
        }
    }
}
