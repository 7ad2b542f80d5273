extern alias Silo;

using System.Diagnostics;
using Silo::UserRep.Silo.Access.Identities;
using UserRep.Tests.EventLog.Sqlite;
using Xunit;

namespace UserRep.Tests.Deploy;

/// <summary>A folder in which the script made the secrets for containers, as it does in <c>deploy</c>.</summary>
internal sealed class ShippedIdentities : IDisposable
{
    public const string FileOfScript = "secrets/identities/identities.json";

    private readonly TemporaryFolder _folder = new();

    public ShippedIdentities() => File.Copy(DeployFiles.PathOf("make-secrets.sh"), In("make-secrets.sh"));

    public void Dispose() => _folder.Dispose();

    public string In(string name) => Path.Combine(_folder.Path, name);

    public string Key(string identity) => File.ReadAllText(In($"secrets/{identity}_key")).Trim();

    /// <summary>Runs the script; what it says of mistakes comes back.</summary>
    public Task<string> MakeAsync() => RunAsync(In("make-secrets.sh"));

    public IReadOnlyList<Identity> Read() => Read(File.ReadAllText(In(FileOfScript)));

    /// <summary>Whom a text names, by the service's own reader, which finds nothing wrong with it.</summary>
    public static IReadOnlyList<Identity> Read(string text)
    {
        IdentitiesReader reader = new([]);
        IReadOnlyList<Identity> identities = reader.Read(text);
        Assert.Empty(reader.Mistakes);
        return identities;
    }

    /// <summary>Runs commands of the shell, to a good end.</summary>
    /// <returns>What they say.</returns>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("bash", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string[] said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, string.Empty), (process.ExitCode, process.ExitCode == 0 ? string.Empty : said[1]));
        return string.Concat(said);
    }
}
