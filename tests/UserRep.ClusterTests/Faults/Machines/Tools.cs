namespace UserRep.ClusterTests.Faults.Machines;

/// <summary>What the machine has.</summary>
internal static class Tools
{
    private static readonly string[] _folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator), "/usr/sbin", "/sbin"];

    /// <returns>What is missing of root's rights and of some programs, with the Debian package of each; null if nothing is.</returns>
    public static string? Missing(params (string Program, string Package)[] programs)
    {
        string[] missing =
        [
            .. Environment.IsPrivilegedProcess ? (string[])[] : ["root"],
            .. programs.Where(p => !_folders.Any(folder => File.Exists(Path.Combine(folder, p.Program)))).Select(p => $"{p.Program} (Debian: {p.Package})"),
        ];
        return missing.Length == 0 ? null : $"needs {string.Join(", ", missing)}";
    }
}
