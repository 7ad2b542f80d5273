using System.Runtime.InteropServices;

namespace UserRep.Model.Items;

/// <summary>Tells the kernel how a mapping is read, so that it reads no pages ahead that nobody asks for. Only advice: where it is
/// not heard, reading is right all the same, so failures are ignored.</summary>
internal static unsafe partial class MemoryAdvice
{
    private const int Random = 1;
    private const int WillNeed = 3;

    /// <summary>Turns reading ahead off: lookups touch a page here and a page there.</summary>
    public static void ReadHereAndThere(byte* start, long length)
    {
        if (OperatingSystem.IsLinux()) _ = Advise(start, (nuint)length, Random);
    }

    /// <summary>Asks for a range that is about to be read whole, in one go instead of page by page.</summary>
    public static void ReadSoon(byte* start, long length)
    {
        long skew = (long)((nuint)start % (nuint)Environment.SystemPageSize);
        if (OperatingSystem.IsLinux()) _ = Advise(start - skew, (nuint)(length + skew), WillNeed);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(byte* start, nuint length, int advice);
}
