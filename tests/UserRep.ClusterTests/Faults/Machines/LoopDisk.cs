using UserRep.Testing;

namespace UserRep.ClusterTests.Faults.Machines;

/// <summary>A file system of its own in a file, which can be copied as it stands, as the disk of a machine whose power is cut.</summary>
internal sealed class LoopDisk : IAsyncDisposable
{
    private readonly string _root;
    private bool _isMounted;

    private LoopDisk(string root) => _root = root;

    /// <summary>Gets where it is mounted.</summary>
    public string Folder => Path.Combine(_root, "disk");

    private string Image => Path.Combine(_root, "image");

    /// <returns>What the machine lacks; null if nothing.</returns>
    public static string? Lacks() => Tools.Missing(("mkfs.ext4", "e2fsprogs"), ("losetup", "mount")) ?? (File.Exists("/dev/loop-control") ? null : "needs loop devices");

    public static async Task<LoopDisk> MakeAsync(int megabytes)
    {
        LoopDisk disk = await NewAsync();
        await Command.RunAsync("truncate", "-s", $"{megabytes}M", disk.Image);
        await Command.RunAsync("mkfs.ext4", "-q", "-F", disk.Image);
        await disk.MountAsync();
        return disk;
    }

    /// <summary>Copies what has reached the disk; what is only in memory is not in the copy.</summary>
    public async Task<LoopDisk> CutAsync()
    {
        LoopDisk copy = await NewAsync();
        await Command.RunAsync("cp", "--sparse=always", Image, copy.Image);
        await copy.MountAsync();
        return copy;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isMounted)
        {
            await Command.RunAsync("umount", Folder);
        }

        Directory.Delete(_root, recursive: true);
    }

    private static async Task<LoopDisk> NewAsync()
    {
        LoopDisk disk = new(Directory.CreateTempSubdirectory("userrep-disk-").FullName);

        // The database is somebody else.
        await Command.RunAsync("chmod", "755", disk._root);
        Directory.CreateDirectory(disk.Folder);
        return disk;
    }

    private async Task MountAsync()
    {
        await Command.RunAsync("mount", "-o", "loop", Image, Folder);
        _isMounted = true;
    }
}
