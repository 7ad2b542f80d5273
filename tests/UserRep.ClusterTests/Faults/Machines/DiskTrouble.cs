using System.Diagnostics;
using System.Globalization;
using UserRep.ClusterTests.Silos;
using UserRep.Testing;

namespace UserRep.ClusterTests.Faults.Machines;

/// <summary>Has the system calls of processes, and of those they make, go otherwise than the disk would have them, until it is disposed.</summary>
internal sealed class DiskTrouble : IAsyncDisposable
{
    /// <summary>What is written is said to be on disk, and is not.</summary>
    public const string Lies = "retval=0";

    /// <summary>What is written cannot be brought to disk.</summary>
    public const string Fails = "error=EIO";

    /// <summary>It takes 300 ms to bring it to disk.</summary>
    public const string Crawls = "delay_exit=300000";

    private const string Syncs = "fsync,fdatasync";

    private readonly Process _tracer;
    private int _attached;

    private DiskTrouble(Process tracer)
    {
        _tracer = tracer;
        _tracer.OutputDataReceived += (_, _) => { };
        _tracer.ErrorDataReceived += (_, line) => Interlocked.Add(ref _attached, line.Data?.Contains("attached", StringComparison.Ordinal) == true ? 1 : 0);
        _tracer.BeginOutputReadLine();
        _tracer.BeginErrorReadLine();
    }

    /// <returns>What the machine lacks; null if nothing.</returns>
    public static string? Lacks() => Tools.Missing(("strace", "strace"));

    /// <param name="processes">The processes.</param>
    /// <param name="trouble">What becomes of bringing something to disk.</param>
    public static async Task<DiskTrouble> BeginAsync(IReadOnlyCollection<int> processes, string trouble)
    {
        DiskTrouble begun = new(Command.Start(
        [
            "strace", "-f", "-o", "/dev/null", "-e", $"trace={Syncs}", "-e", $"inject={Syncs}:{trouble}",
            .. processes.SelectMany(id => (string[])["-p", id.ToString(CultureInfo.InvariantCulture)]),
        ]));
        await Until.TrueAsync("strace is attached", TimeSpan.FromSeconds(30), () => Task.FromResult(Volatile.Read(ref begun._attached) >= processes.Count));
        return begun;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_tracer.HasExited)
        {
            try
            {
                await Command.RunAsync("kill", "-INT", _tracer.Id.ToString(CultureInfo.InvariantCulture));
            }
            catch (InvalidOperationException)
            {
                // It has ended just now, as it does with the last of its processes.
            }

            await _tracer.WaitForExitAsync();
        }

        _tracer.Dispose();
    }
}
