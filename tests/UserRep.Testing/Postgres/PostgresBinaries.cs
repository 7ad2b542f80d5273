using System.Globalization;

namespace UserRep.Testing.Postgres;

/// <summary>Where the programs of the server are: the newest of Debian's, or on the path.</summary>
internal static class PostgresBinaries
{
    private const string DebianRoot = "/usr/lib/postgresql";

    /// <returns>The folder, or null if the server is not installed.</returns>
    public static string? Find() => Debian().Concat(Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [])
        .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));

    private static IEnumerable<string> Debian() => Directory.Exists(DebianRoot)
        ? Directory.GetDirectories(DebianRoot)
            .OrderByDescending(folder => double.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out double version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin"))
        : [];
}
