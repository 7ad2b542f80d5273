using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using UserRep.Testing;

namespace UserRep.Benchmarks.Scaling.Measured;

/// <summary>
/// What the kernel has counted for the TCP connections of this machine that are open: bytes of contents, both ways. Those of a connection that has
/// been closed are lost, so they are remembered as they were last seen.
/// </summary>
internal sealed partial class Connections
{
    private readonly Dictionary<string, (int Port, long Bytes)> _seen = [];

    /// <summary>Looks again.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        using Process ss = Command.Start(["ss", "-tinHO"]);
        string said = await ss.StandardOutput.ReadToEndAsync(cancellation);
        await ss.WaitForExitAsync(cancellation);
        foreach (string line in said.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            (string own, string other) = (words[3], words[4]);
            int port = int.Parse(own.AsSpan(own.LastIndexOf(':') + 1), CultureInfo.InvariantCulture);
            _seen[$"{own} {other}"] = (port, Number(Sent(), line) + Number(Received(), line));
        }
    }

    /// <summary>Bytes of all connections so far that were made to some ports.</summary>
    public double Of(IEnumerable<int> ports)
    {
        HashSet<int> asked = [.. ports];
        return _seen.Values.Where(connection => asked.Contains(connection.Port)).Sum(connection => (double)connection.Bytes);
    }

    private static long Number(Regex pattern, string line) => pattern.Match(line) is { Success: true } match ? long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@" bytes_sent:(\d+)")]
    private static partial Regex Sent();

    [GeneratedRegex(@" bytes_received:(\d+)")]
    private static partial Regex Received();
}
