using UserRep.Training.Cli;

namespace UserRep.Training.Embed;

/// <summary>A file of user ids, one a line.</summary>
internal static class UserList
{
    /// <exception cref="UserErrorException">The file has no id.</exception>
    public static IReadOnlySet<string> Read(string path)
    {
        HashSet<string> users = [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0)];
        return users.Count > 0 ? users : throw new UserErrorException($"{path} has no user ids. Write one on each line.");
    }
}
