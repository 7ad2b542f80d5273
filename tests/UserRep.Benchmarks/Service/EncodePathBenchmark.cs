using UserRep.Benchmarks.Encoders;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Benchmarks.Training;
using UserRep.Grains.Encoding;
using UserRep.Grains.Versions;
using UserRep.Model.Encoders;

namespace UserRep.Benchmarks.Service;

/// <summary>
/// A user's features to the encoder's grain and the vector back, many at once, against ONNX Runtime over ready batches: with as many threads as the
/// service's encoder has, and on all cores, of which the way through the grains needs some itself.
/// </summary>
internal sealed class EncodePathBenchmark : IBenchmark
{
    private const int Callers = 512;
    private const int Rows = 64;

    public string Name => "encode-path";

    public string Question => "What share of a bare batched ONNX Runtime loop does the way through the grains reach?";

    public bool IsSystem => true;

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) => RunAsync(options, cancellation).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(MeasuringOptions options, CancellationToken cancellation)
    {
        await using GrainsUnderLoad grains = await GrainsUnderLoad.StartAsync(cancellation);
        ServedVersion version = grains.Get<VersionHost>().Plan.Current!;
        int width = version.Space.Layout.Length;
        EncodeRequest request = new(RandomRows.Numbers(width, seed: 1), width);
        float[] batch = RandomRows.Numbers(Rows * width, seed: 1);
        byte[] model = await File.ReadAllBytesAsync(grains.EncoderFile, cancellation);
        BareEncoder[] bare = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new BareEncoder(model, new EncoderOptions().Threads, batch, new float[Rows * version.Dimension], Rows))];
        try
        {
            return Measure(options, version, request, bare, cancellation);
        }
        finally
        {
            Array.ForEach(bare, encoder => encoder.Dispose());
        }
    }

    private static IReadOnlyList<ResultRow> Measure(MeasuringOptions options, ServedVersion version, EncodeRequest request, BareEncoder[] bare, CancellationToken cancellation)
    {
        MeasuringOptions longer = options with { RepeatTime = TimeSpan.FromMilliseconds(options.Quick ? 200 : 1_000) };
        Samples[] rates =
        [
            .. Race.Run(
                longer,
                cancellation,
                new Contender("grain", n => Load.SpreadAsync(n, Callers, _ => version.Encoder.EncodeAsync(request)).GetAwaiter().GetResult()),
                new Contender("batcher", n => Load.SpreadAsync(n, Callers, _ => version.Batcher.EncodeAsync(request.Buffer.AsMemory(0, request.Length))).GetAwaiter().GetResult()),
                new Contender("bare", n => Repeat((n + Rows - 1) / Rows, bare[0].Run)),
                new Contender("bare on all cores", n => Parallel.ForEach(bare, encoder => Repeat(((n / bare.Length) + Rows - 1) / Rows, encoder.Run)))).Select(times => times.Select(ns => 1e9 / ns)),
        ];
        return
        [
            ResultRow.Against(
                "encode-path.grain", $"Vectors by the encoder's grain, {request.Length} inputs, {Callers} callers", "vectors/s", rates[0], $"bare ONNX Runtime loop on one thread, batches of {Rows}", rates[2], new Bounds(Better.Higher, Floor: 0.7, Goal: 0.85)),
            ResultRow.Against(
                "encode-path.batcher", $"Vectors by its batcher alone, {Callers} callers", "vectors/s", rates[1], $"bare ONNX Runtime loop on one thread, batches of {Rows}", rates[2], new Bounds(Better.Higher)),
            ResultRow.Against(
                "encode-path.cores", "Vectors by the encoder's grain, against all cores", "vectors/s", rates[0], $"as many bare loops as there are cores, {bare.Length}", rates[3], new Bounds(Better.Higher)),
        ];
    }

    private static void Repeat(int times, Action run)
    {
        for (int i = 0; i < times; i++)
        {
            run();
        }
    }
}
