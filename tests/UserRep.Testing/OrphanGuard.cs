using System.Diagnostics;
using System.Globalization;

namespace UserRep.Testing;

/// <summary>Stops a process and removes its folder when the process that started it is gone, however that ended.</summary>
public sealed class OrphanGuard : IDisposable
{
    // Its input ends when nobody holds the other end any more. Ctrl-C, which reaches the whole group, must not end it before that.
    private const string Script =
        "exec >/dev/null 2>&1; trap '' INT; read -r _; kill -QUIT \"$1\"; for _ in $(seq 100); do kill -0 \"$1\" || break; sleep 0.1; done; kill -0 \"$1\" && kill -KILL \"$1\"; rm -rf -- \"$2\"";

    private readonly Process _watcher;

    public OrphanGuard(Process server, string folder) => _watcher = Process.Start(
        new ProcessStartInfo("sh", ["-c", Script, "sh", server.Id.ToString(CultureInfo.InvariantCulture), folder])
        {
            RedirectStandardInput = true,
        })!;

    /// <summary>Stands down.</summary>
    public void Dispose()
    {
        _watcher.Kill();
        _watcher.WaitForExit();
        _watcher.Dispose();
    }
}
