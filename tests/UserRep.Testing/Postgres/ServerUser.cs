using System.Globalization;

namespace UserRep.Testing.Postgres;

/// <summary>Who the server runs as: it refuses root.</summary>
/// <param name="Uid">The number of the user.</param>
/// <param name="Gid">The number of the user's group.</param>
internal sealed record ServerUser(int Uid, int Gid)
{
    private static readonly string[] _names = ["postgres", "nobody"];

    /// <summary>Gets what to put before a command to run it as that user: in the same process, so that the process id is the command's.</summary>
    public IReadOnlyList<string> Prefix => ["setpriv", $"--reuid={Uid}", $"--regid={Gid}", "--clear-groups", "--"];

    /// <returns>Somebody else if the tests run as root; null otherwise.</returns>
    public static ServerUser? ForServer() => !Environment.IsPrivilegedProcess ? null
        : _names.Select(Find).FirstOrDefault(user => user is not null) ?? throw new InvalidOperationException("There is no user but root to run PostgreSQL.");

    private static ServerUser? Find(string name) => File.ReadLines("/etc/passwd")
        .Select(line => line.Split(':'))
        .Where(parts => parts[0] == name)
        .Select(parts => new ServerUser(int.Parse(parts[2], CultureInfo.InvariantCulture), int.Parse(parts[3], CultureInfo.InvariantCulture)))
        .FirstOrDefault();
}
