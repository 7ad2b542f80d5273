using System.Globalization;

namespace UserRep.ClusterTests.Faults.Machines;

/// <summary>A share of the machine for one process: of its memory, or of its processor time.</summary>
internal sealed class ControlGroup : IDisposable
{
    private const string Root = "/sys/fs/cgroup";
    private const int PeriodUs = 100_000;
    private static int _groups;

    private readonly string _folder;

    private ControlGroup(string controller)
    {
        string name = $"userrep-{Environment.ProcessId}-{Interlocked.Increment(ref _groups)}";
        _folder = IsUnified ? Path.Combine(Root, name) : Path.Combine(Root, controller, name);
        Directory.CreateDirectory(_folder);
    }

    /// <summary>Gets what has a command begin inside of it.</summary>
    public IReadOnlyList<string> Prefix => ["sh", "-c", $"echo $$ > {_folder}/cgroup.procs && exec \"$@\"", "sh"];

    private static bool IsUnified => File.Exists(Path.Combine(Root, "cgroup.controllers"));

    /// <returns>What the machine lacks; null if nothing.</returns>
    public static string? Lacks(string controller) => Tools.Missing() ?? (Has(controller) ? null : $"needs the control group \"{controller}\"");

    public static ControlGroup OfMemory(long bytes)
    {
        ControlGroup group = new("memory");
        group.Write(IsUnified ? "memory.max" : "memory.limit_in_bytes", bytes.ToString(CultureInfo.InvariantCulture));
        return group;
    }

    public static ControlGroup OfProcessor(double share)
    {
        ControlGroup group = new("cpu");
        string quota = ((int)(share * PeriodUs)).ToString(CultureInfo.InvariantCulture);
        group.Write(IsUnified ? "cpu.max" : "cpu.cfs_quota_us", IsUnified ? $"{quota} {PeriodUs}" : quota);
        return group;
    }

    /// <summary>Puts a process that runs into it.</summary>
    public void Take(int processId) => Write("cgroup.procs", processId.ToString(CultureInfo.InvariantCulture));

    /// <summary>Has no more limit of processor time.</summary>
    public void FreeProcessor() => Write(IsUnified ? "cpu.max" : "cpu.cfs_quota_us", IsUnified ? "max" : "-1");

    /// <summary>How often it had used up its processor time.</summary>
    /// <exception cref="InvalidOperationException">Never: the limit did not bind.</exception>
    public long HeldBack()
    {
        long times = Total("cpu.stat", "nr_throttled");
        return times > 0 ? times : throw new InvalidOperationException("The process never used up its share of the processor.");
    }

    /// <summary>What its processes hold that is no file's, in bytes: it cannot be taken from them.</summary>
    public long HeldMemory() => Total("memory.stat", IsUnified ? "anon" : "rss", "shmem");

    /// <summary>Puts the processes that are left in it back where all are, and removes it.</summary>
    public void Dispose()
    {
        foreach (string processId in File.ReadAllLines(Path.Combine(_folder, "cgroup.procs")))
        {
            Leave(processId);
        }

        Directory.Delete(_folder);
    }

    private long Total(string file, params string[] kinds) => File.ReadLines(Path.Combine(_folder, file)).Select(line => line.Split(' '))
        .Where(kind => kinds.Contains(kind[0])).Sum(kind => long.Parse(kind[1], CultureInfo.InvariantCulture));

    private void Leave(string processId)
    {
        try
        {
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(_folder)!, "cgroup.procs"), processId);
        }
        catch (IOException)
        {
            // It has ended.
        }
    }

    private static bool Has(string controller) => IsUnified
        ? File.ReadAllText(Path.Combine(Root, "cgroup.subtree_control")).Contains(controller, StringComparison.Ordinal)
        : Directory.Exists(Path.Combine(Root, controller));

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);
}
