using System.Diagnostics;
using System.Globalization;

namespace UserRep.FailingSilo;

/// <summary>
/// A place at which the process ends as if it were killed: <c>STATE.before-write</c> and <c>STATE.after-write</c> of the grains' storage
/// (versions, page, rollout, backfill, receipt), <c>files.before-delete</c> and <c>files.after-delete</c> of bundles, <c>in-force.before</c>, when
/// a change is stored and not yet served everywhere, <c>append.before-commit</c> and <c>append.after-commit</c> of events, of which the caller
/// has not heard, <c>stream.before-delivery</c>, when they are in the log and nobody knows of them, <c>snapshots.midway</c>, and
/// <c>snapshots.before-erase</c>, when the log has forgotten a user and the snapshots have not. With <c>:N</c>
/// the N-th time it gets there.
/// </summary>
internal sealed class Failpoint(string name, int times)
{
    private int _left = times;

    /// <summary>Reads <c>NAME</c> or <c>NAME:N</c>; nothing is nowhere.</summary>
    public static Failpoint Parse(string? text)
    {
        string[] parts = (text ?? string.Empty).Split(':');
        return new Failpoint(parts[0], parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1);
    }

    public void Hit(string place)
    {
        if (place == name && Interlocked.Decrement(ref _left) == 0)
        {
            using Process self = Process.GetCurrentProcess();
            self.Kill();

            // The signal may take a moment, in which nothing more is to be done.
            self.WaitForExit();
        }
    }
}
