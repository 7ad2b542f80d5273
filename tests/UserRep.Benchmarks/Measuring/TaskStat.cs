using System.Globalization;

namespace UserRep.Benchmarks.Measuring;

/// <summary>What the kernel says of a thread, or of a process.</summary>
/// <param name="Name">Its name, cut to 15 characters.</param>
/// <param name="ProcessorTime">What it has used, in user space and in the kernel.</param>
/// <param name="OfEnded">What its process's children have used that have ended.</param>
internal readonly record struct TaskStat(string Name, TimeSpan ProcessorTime, TimeSpan OfEnded)
{
    // Hundredths of a second, whatever the kernel counts in.
    private const double TicksPerSecond = 100;

    // Fields after the name: utime and stime, and the same of children that have ended.
    private const int Own = 11;
    private const int Ended = 13;

    /// <param name="stat">A line as in <c>/proc/ID/stat</c> and <c>/proc/ID/task/ID/stat</c>, where the name stands in brackets and may hold any character.</param>
    public static TaskStat Parse(string stat)
    {
        int start = stat.IndexOf('(', StringComparison.Ordinal) + 1;
        int end = stat.LastIndexOf(')');
        string[] fields = stat[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new TaskStat(stat[start..end], Time(Own), Time(Ended));

        TimeSpan Time(int user) =>
            TimeSpan.FromSeconds((double.Parse(fields[user], CultureInfo.InvariantCulture) + double.Parse(fields[user + 1], CultureInfo.InvariantCulture)) / TicksPerSecond);
    }
}
