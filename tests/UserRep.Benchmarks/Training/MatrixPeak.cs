using System.Diagnostics;
using UserRep.Training.Engine;

namespace UserRep.Benchmarks.Training;

/// <summary>The machine's rate of square matrix products, by the same runtime and threads as training.</summary>
internal sealed class MatrixPeak : IDisposable
{
    private const int Times = 8;

    private readonly int _size;
    private readonly ForwardSession _session;
    private readonly Batch _batch;

    public MatrixPeak(int size, int threads)
    {
        _size = size;
        _session = new ForwardSession(new ParameterSet(seed: 1), Product, new EngineOptions { Threads = threads });
        _batch = _session.CreateBatch(size);
        RandomRows.Numbers(size * size, seed: 1).CopyTo(_batch["a"], 0);
        _session.Run(_batch, size);
    }

    /// <summary>Floating-point operations a second: the best of a few blocks, since a limit is what the machine can do.</summary>
    public double Measure()
    {
        double best = 0;
        for (int block = 0; block < 3; block++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Times; i++) _session.Run(_batch, _size);
            best = Math.Max(best, Times * 2.0 * _size * _size * _size / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }

    public void Dispose()
    {
        _batch.Dispose();
        _session.Dispose();
    }

    private void Product(Tape g) => g.Output("c", g.MatMul(g.Input("a", _size), g.Parameter("b", [_size, _size], Initialisers.He)));
}
