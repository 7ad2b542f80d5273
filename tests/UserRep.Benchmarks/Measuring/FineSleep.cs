using System.Runtime.InteropServices;

namespace UserRep.Benchmarks.Measuring;

/// <summary>Sleeps as exactly as the kernel can, which is some 60 µs late; what .NET has knows whole milliseconds.</summary>
internal static partial class FineSleep
{
    public static void Sleep(TimeSpan time, CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux())
        {
            cancellation.WaitHandle.WaitOne((int)Math.Ceiling(time.TotalMilliseconds));
            return;
        }

        // Woken up early by a signal, it is called again: whoever sleeps looks at the clock anyway.
        _ = NanoSleep(new TimeSpec(time.Ticks / TimeSpan.TicksPerSecond, time.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick), 0);
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int NanoSleep(in TimeSpec time, nint left);

    /// <summary><c>struct timespec</c> of 64-bit Linux.</summary>
    private readonly record struct TimeSpec(long Seconds, long Nanoseconds);
}
