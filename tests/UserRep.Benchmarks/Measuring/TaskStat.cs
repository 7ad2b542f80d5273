using System.Globalization;

namespace UserRep.Benchmarks.EventCosts;

/// <summary>What the kernel says of a thread.</summary>
/// <param name="Name">Its name, cut to 15 characters.</param>
/// <param name="ProcessorTime">What it has used, in user space and in the kernel.</param>
internal readonly record struct TaskStat(string Name, TimeSpan ProcessorTime)
{
    // Hundredths of a second, whatever the kernel counts in.
    private const double TicksPerSecond = 100;

    // Fields after the name: utime and stime.
    private const int UserTime = 11;
    private const int KernelTime = 12;

    /// <param name="stat">A line as in <c>/proc/ID/task/ID/stat</c>, where the name stands in brackets and may hold any character.</param>
    public static TaskStat Parse(string stat)
    {
        int start = stat.IndexOf('(', StringComparison.Ordinal) + 1;
        int end = stat.LastIndexOf(')');
        string[] fields = stat[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double ticks = double.Parse(fields[UserTime], CultureInfo.InvariantCulture) + double.Parse(fields[KernelTime], CultureInfo.InvariantCulture);
        return new TaskStat(stat[start..end], TimeSpan.FromSeconds(ticks / TicksPerSecond));
    }
}
