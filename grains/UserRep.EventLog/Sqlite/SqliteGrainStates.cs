using Microsoft.Data.Sqlite;
using UserRep.EventLog.Events;

namespace UserRep.EventLog.Sqlite;

/// <summary>The file of the few grain states that a provider of Orleans keeps: versions and checkpoints.</summary>
public static class SqliteGrainStates
{
    private const string FileName = "grains.db";
    private const string Schema = "sqlite/grains";
    private const int CacheMegabytes = 2;

    /// <summary>Makes the file, or brings its schema up to date.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The connection string for the provider.</returns>
    /// <exception cref="EventLogException">The file is damaged or newer than this program.</exception>
    public static Task<string> PrepareAsync(string folder, CancellationToken cancellation) => Task.Run(() => Prepare(folder), cancellation);

    private static string Prepare(string folder)
    {
        Directory.CreateDirectory(folder);
        SqliteFile file = new(Path.Combine(folder, FileName), Schema, CacheMegabytes);
        try
        {
            using SqliteConnection connection = file.OpenWriter();
            file.Migrate(connection);
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Explain(error, file.Path);
        }

        return new SqliteConnectionStringBuilder { DataSource = file.Path }.ToString();
    }
}
