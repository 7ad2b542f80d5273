using System.Diagnostics;

namespace UserRep.ClusterTests.Deploy;

/// <summary>Runs commands as they stand on a page.</summary>
internal static class Shell
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    /// <returns>The exit code of the first that failed, or 0, and what they said.</returns>
    public static async Task<(int Code, string Said)> RunAsync(string commands, string folder, IReadOnlyDictionary<string, string> environment)
    {
        ProcessStartInfo start = new("bash", ["-euo", "pipefail", "-c", commands]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        string[] said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync()).WaitAsync(_patience);
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said).Trim());
    }

    /// <summary>The runbook's command that raises the epoch, with a silo's settings.</summary>
    public static Task<(int Code, string Said)> RaiseEpochAsync(string connectionString) => RunAsync(
        Tests.Deploy.Runbook.Blocks("Restore").Single(block => block.StartsWith("dotnet ", StringComparison.Ordinal)),
        AppContext.BaseDirectory,
        new Dictionary<string, string> { ["UserRep__PostgreSql"] = connectionString });
}
