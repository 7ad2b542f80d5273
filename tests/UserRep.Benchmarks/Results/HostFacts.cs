using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Microsoft.ML.OnnxRuntime;

namespace UserRep.Benchmarks.Results;

/// <summary>What a figure depends on beside the code: hardware, versions, commit and date.</summary>
internal sealed record HostFacts(
    string Processor, int Cores, double MemoryGb, string OperatingSystem, string Runtime, string OnnxRuntime, string? Commit, string Date)
{
    /// <summary>Gets when, and of which commit.</summary>
    [JsonIgnore]
    public string Measured => $"{Date}, {Commit ?? "unknown"}";

    private const string ProcessorFile = "/proc/cpuinfo";

    public static HostFacts Read(TimeProvider time) => new(
        ProcessorName(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9, 1),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        OrtEnv.Instance().GetVersionString(),
        CommitHash(),
        time.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));

    private static string ProcessorName()
    {
        string? line = File.Exists(ProcessorFile)
            ? File.ReadLines(ProcessorFile).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    private static string? CommitHash()
    {
        try
        {
            using Process? git = Process.Start(new ProcessStartInfo("git", ["describe", "--always", "--dirty", "--exclude=*", "--abbrev=12"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            string? hash = git?.StandardOutput.ReadToEnd().Trim();
            git?.WaitForExit();
            return git is { ExitCode: 0 } ? hash : null;
        }
        catch (Win32Exception)
        {
            // No git here; the figures stand without.
            return null;
        }
    }
}
