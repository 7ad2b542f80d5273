using System.Globalization;
using System.Runtime.CompilerServices;

namespace UserRep.Tests.Simulation.Scheduling;

/// <summary>What happened: the last lines of it, and a hash of all of it by which two runs are compared.</summary>
internal sealed class Trace(int keep)
{
    private const ulong Prime = 1_099_511_628_211;

    private readonly Queue<string> _lines = new();

    /// <summary>Gets the hash (FNV-1a, 64 bits) of every line and every draw of the scheduler.</summary>
    public ulong Hash { get; private set; } = 14_695_981_039_346_656_037;

    public IEnumerable<string> Lines => _lines;

    public void Note(int drawn) => Hash = (Hash ^ (uint)drawn) * Prime;

    public void Add(TimeSpan at, ref DefaultInterpolatedStringHandler text)
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"{at.TotalSeconds,10:0.0000} {text.ToStringAndClear()}");
        foreach (char c in line)
        {
            Note(c);
        }

        if (_lines.Count == keep)
        {
            _lines.Dequeue();
        }

        _lines.Enqueue(line);
    }
}
