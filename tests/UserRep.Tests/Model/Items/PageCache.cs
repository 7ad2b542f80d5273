using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace UserRep.Tests.Model.Items;

/// <summary>Makes the kernel forget a file's pages: pages still cached are mapped beside a touched one at no cost, and would blur what is measured.</summary>
internal static partial class PageCache
{
    private const int DoNotNeed = 4;

    public static void Forget(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        _ = Advise(file, 0, 0, DoNotNeed);
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);
}
