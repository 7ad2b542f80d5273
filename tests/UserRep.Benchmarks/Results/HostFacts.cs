using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Grpc.Net.Client;
using Microsoft.Data.Sqlite;
using Microsoft.ML.OnnxRuntime;
using StackExchange.Redis;

namespace UserRep.Benchmarks.Results;

/// <summary>What a figure depends on beside the code: hardware, versions, commit and date.</summary>
internal sealed record HostFacts(
    string Processor, int Cores, double MemoryGb, string OperatingSystem, string Runtime, string OnnxRuntime, string? Commit, string Date, string? Engines = null)
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
        Moment(time),
        string.Join(", ", new[]
        {
            Library(typeof(Grain), "Orleans"), Library(typeof(GrpcChannel), "gRPC"), Library(typeof(ConnectionMultiplexer), "StackExchange.Redis"),
            Sqlite(), Said("redis-server", "--version")?.Split(" sha=")[0], Said("psql", "--version"), $"files on {new DriveInfo(Path.GetTempPath()).DriveFormat}",
        }.OfType<string>()));

    /// <summary>The same at a later moment: of the same commit, whatever has become of the sources meanwhile.</summary>
    public HostFacts At(TimeProvider time) => this with { Date = Moment(time) };

    private static string Moment(TimeProvider time) => time.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string ProcessorName()
    {
        string? line = File.Exists(ProcessorFile)
            ? File.ReadLines(ProcessorFile).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    private static string? CommitHash() => Said("git", "describe", "--always", "--dirty", "--exclude=*", "--abbrev=12");

    /// <summary>A library by one of its types; what a version has behind its numbers names its source alone.</summary>
    private static string Library(Type type, string name) =>
        $"{name} {type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+', ' ')[0].TrimEnd('.')}";

    private static string Sqlite()
    {
        using SqliteConnection connection = new("Data Source=:memory:");
        return $"SQLite {connection.ServerVersion}";
    }

    /// <summary>What a program of this machine says; null where it is not installed, and the figures stand without.</summary>
    private static string? Said(string program, params string[] arguments)
    {
        try
        {
            using Process? said = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true });
            string? text = said?.StandardOutput.ReadToEnd().Trim();
            said?.WaitForExit();
            return said is { ExitCode: 0 } ? text : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
