using Npgsql;
using UserRep.EventLog.Events;

namespace UserRep.EventLog.Postgres;

/// <summary>Model bundles in a PostgreSQL database, for any number of processes. Each is there wholly or not at all.</summary>
public sealed class PostgresBundles
{
    private const string Schema = "postgres/bundles";
    private const int PieceBytes = 1 << 20;

    private const string Hash = "SELECT hash FROM model_bundle WHERE version = $1";
    private const string Hashes = "SELECT hash FROM model_bundle";
    private const string Delete = "DELETE FROM model_bundle WHERE version = $1";

    // Of two who bring a bundle of the same name at once, the second waits here until the first is done, and then adds nothing.
    private const string Add = "INSERT INTO model_bundle (version, hash) VALUES ($1, $2) ON CONFLICT (version) DO NOTHING";

    private const string AddPiece = "INSERT INTO model_bundle_piece (version, file, number, data) VALUES ($1, $2, $3, $4)";

    // One statement sees one moment: pieces of two bundles never mix.
    private const string Pieces =
        "SELECT p.file, p.data FROM model_bundle b JOIN model_bundle_piece p ON p.version = b.version WHERE b.version = $1 AND b.hash = $2 ORDER BY p.file, p.number";

    // Whoever registers holds it with others, whoever deletes alone. Any number will do that nobody else is likely to take; the lock is the
    // database's own, and ends with the transaction, also of a silo that dies.
    private const string HoldShared = "SELECT pg_advisory_xact_lock_shared(24059053206590833)";
    private const string HoldAlone = "SELECT pg_advisory_xact_lock(24059053206590833)";

    // Meanwhile other connections work; the server must not take that for somebody who has left.
    private const string StayIdle = "SET LOCAL idle_in_transaction_session_timeout = 0";

    private readonly PostgresDatabase _database;

    private PostgresBundles(PostgresDatabase database) => _database = database;

    /// <summary>Opens the bundles of a database, or makes their tables.</summary>
    /// <param name="source">Where the connections come from; bounded, and the caller's to dispose.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The bundles.</returns>
    /// <exception cref="EventLogException">The database cannot be reached or used, or is newer than this program.</exception>
    public static async Task<PostgresBundles> OpenAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        PostgresDatabase database = new(source, PostgresLogOptions.DefaultLockTimeout);
        await PostgresSchema.ApplyAsync(database, Schema, cancellation).ConfigureAwait(false);
        return new PostgresBundles(database);
    }

    /// <summary>The hash of the bundle of a version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The hash it was put with; null if there is none.</returns>
    /// <exception cref="EventLogException">The database cannot be reached.</exception>
    public async Task<string?> HashOfAsync(string version, CancellationToken cancellation) =>
        (await _database.ReadAsync(Statement.Of(Hash, version), row => row.GetString(0), cancellation).ConfigureAwait(false)).SingleOrDefault();

    /// <summary>The hashes of all bundles.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The hashes.</returns>
    /// <exception cref="EventLogException">The database cannot be reached.</exception>
    public Task<IReadOnlyList<string>> HashesAsync(CancellationToken cancellation) => _database.ReadAsync(Statement.Of(Hashes), row => row.GetString(0), cancellation);

    /// <summary>Puts the files of a folder there as the bundle of a version, unless it has one.</summary>
    /// <param name="version">The version.</param>
    /// <param name="hash">A hash of the bundle.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The hash of the bundle that is there then: this one's, or that of another that was there before.</returns>
    /// <exception cref="EventLogException">The database cannot be reached or written to.</exception>
    public Task<string> PutAsync(string version, string hash, string folder, CancellationToken cancellation) => _database.TransactAsync(
        async connection =>
        {
            if (await ExecuteAsync(Command(connection, Add, version, hash), cancellation).ConfigureAwait(false) == 0)
            {
                await using NpgsqlCommand find = Command(connection, Hash, version);
                return (string)(await find.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!;
            }

            byte[] piece = new byte[PieceBytes];
            foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                string file = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
                await using FileStream from = File.OpenRead(path);
                int number = 0;
                int read;
                do
                {
                    // An empty file has a piece, too.
                    read = await from.ReadAtLeastAsync(piece, PieceBytes, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
                    await ExecuteAsync(Command(connection, AddPiece, version, file, number++, piece.AsMemory(0, read)), cancellation).ConfigureAwait(false);
                }
                while (read == PieceBytes);
            }

            return hash;
        },
        cancellation);

    /// <summary>Writes the files of a bundle into a folder.</summary>
    /// <param name="version">The version.</param>
    /// <param name="hash">The hash it has.</param>
    /// <param name="folder">An empty folder.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Whether there is such a bundle.</returns>
    /// <exception cref="EventLogException">The database cannot be reached.</exception>
    public Task<bool> FetchAsync(string version, string hash, string folder, CancellationToken cancellation) => _database.TransactAsync(
        async connection =>
        {
            await using NpgsqlCommand command = Command(connection, Pieces, version, hash);
            await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            bool isThere = false;
            while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
            {
                isThere = true;
                string path = Within(folder, rows.GetString(0));
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await using FileStream to = new(path, FileMode.Append, FileAccess.Write);
                await to.WriteAsync(rows.GetFieldValue<byte[]>(1), cancellation).ConfigureAwait(false);
            }

            return isThere;
        },
        cancellation);

    /// <summary>Removes the bundle of a version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>When it is gone.</returns>
    /// <exception cref="EventLogException">The database cannot be reached or written to.</exception>
    public Task DeleteAsync(string version, CancellationToken cancellation) => _database.WriteAsync([Statement.Of(Delete, version)], cancellation);

    /// <summary>Does something while no process deletes bundles; others may do the same meanwhile. Takes a connection for as long.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="deed">What is to be done.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What it gave.</returns>
    /// <exception cref="EventLogBusyException">Bundles are being deleted for too long.</exception>
    /// <exception cref="EventLogException">The database cannot be reached, or was lost before the deed was done, which others may then have come between.</exception>
    public Task<T> WithoutDeletionsAsync<T>(Func<Task<T>> deed, CancellationToken cancellation) => HeldAsync(HoldShared, deed, cancellation);

    /// <summary>Does something while no other process does this or <see cref="WithoutDeletionsAsync"/>. Takes a connection for as long.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="deed">What is to be done.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What it gave.</returns>
    /// <exception cref="EventLogBusyException">Others are at it for too long.</exception>
    /// <exception cref="EventLogException">The database cannot be reached, or was lost before the deed was done, which others may then have come between.</exception>
    public Task<T> AloneAsync<T>(Func<Task<T>> deed, CancellationToken cancellation) => HeldAsync(HoldAlone, deed, cancellation);

    private Task<T> HeldAsync<T>(string hold, Func<Task<T>> deed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deed);
        return _database.TransactAsync(
            async connection =>
            {
                await ExecuteAsync(Command(connection, StayIdle), cancellation).ConfigureAwait(false);
                await ExecuteAsync(Command(connection, hold), cancellation).ConfigureAwait(false);
                return await deed().ConfigureAwait(false);
            },
            cancellation);
    }

    private static string Within(string folder, string file)
    {
        string root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        string path = Path.GetFullPath(Path.Combine(root, file));
        return path.StartsWith(root, StringComparison.Ordinal) ? path : throw new InvalidDataException($"The database has a file named \"{file}\", which no bundle has.");
    }

    private static async Task<int> ExecuteAsync(NpgsqlCommand statement, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = statement;
        return await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        NpgsqlCommand command = new(sql, connection);
        foreach (object value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
