using UserRep.EventLog.Events;
using UserRep.EventLog.Reading;
using UserRep.Training.Cli;

namespace UserRep.Training.Export;

/// <summary>Opens the log that a command line names, to be read.</summary>
internal static class LogSource
{
    /// <exception cref="UserErrorException">It is a connection string that cannot be read.</exception>
    /// <exception cref="EventLogException">It cannot be opened.</exception>
    public static async Task<IEventLogReader> OpenAsync(string from, CancellationToken cancellation)
    {
        if (!IsConnection(from))
        {
            return await FolderLogReader.OpenAsync(from, cancellation).ConfigureAwait(false);
        }

        try
        {
            return await DatabaseLogReader.OpenAsync(from, cancellation).ConfigureAwait(false);
        }
        catch (ArgumentException error)
        {
            throw new UserErrorException($"--from: {error.Message}");
        }
    }

    /// <summary>A folder that exists is a folder, whatever its name; else an address or <c>key=value</c> is a connection, which may hold a password and is never repeated.</summary>
    public static bool IsConnection(string from) =>
        !Directory.Exists(from) && (from.Contains("://", StringComparison.Ordinal) || from.Contains('=', StringComparison.Ordinal));
}
