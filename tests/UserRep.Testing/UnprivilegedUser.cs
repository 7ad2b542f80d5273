using System.Globalization;
using UserRep.Testing.Postgres;

namespace UserRep.Testing;

/// <summary>Runs programs as somebody who is not root, as a container does. Tests that are not run by root run them as themselves.</summary>
public static class UnprivilegedUser
{
    private static readonly ServerUser? _user = ServerUser.ForServer();

    /// <summary>Gets what to put before a command, in the same process.</summary>
    public static IReadOnlyList<string> Prefix => _user?.Prefix ?? [];

    /// <summary>Gives a file or a folder, with what is in it, to that user.</summary>
    public static Task OwnAsync(string path) =>
        _user is { } user ? Command.RunAsync("chown", "-R", string.Create(CultureInfo.InvariantCulture, $"{user.Uid}:{user.Gid}"), path) : Task.CompletedTask;
}
