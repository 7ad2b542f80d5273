using UserRep.Benchmarks.Encoders;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Benchmarks.Training;
using UserRep.Grains.Encoding;
using UserRep.Grains.Versions;
using UserRep.Model.Encoders;

namespace UserRep.Benchmarks.Service;

/// <summary>A user's features to the encoder's grain and the vector back, many at once, against ONNX Runtime over ready batches.</summary>
internal sealed class EncodePathBenchmark : IBenchmark
{
    private const int Callers = 512;
    private const int Rows = 64;

    public string Name => "encode-path";

    public string Question => "What share of a bare batched ONNX Runtime loop does the way through the grains reach?";

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) => RunAsync(options, cancellation).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(MeasuringOptions options, CancellationToken cancellation)
    {
        await using GrainsUnderLoad grains = await GrainsUnderLoad.StartAsync(cancellation);
        ServedVersion version = grains.Get<VersionHost>().Plan.Current!;
        int width = version.Space.Layout.Length;
        float[] features = RandomRows.Numbers(width, seed: 1);
        EncodeRequest request = new(features, width);
        float[] batch = RandomRows.Numbers(Rows * width, seed: 1);
        using BareEncoder bare = new(await File.ReadAllBytesAsync(grains.EncoderFile, cancellation), new EncoderOptions().Threads, batch, new float[Rows * version.Dimension], Rows);
        MeasuringOptions longer = new() { Quick = options.Quick, Repeats = options.Repeats, RepeatTime = TimeSpan.FromMilliseconds(options.Quick ? 200 : 1_000) };
        Samples[] rates =
        [
            .. Race.Run(
                longer,
                cancellation,
                new Contender("grain", n => Load.SpreadAsync(n, Callers, _ => version.Encoder.EncodeAsync(request)).GetAwaiter().GetResult()),
                new Contender("batcher", n => Load.SpreadAsync(n, Callers, _ => version.Batcher.EncodeAsync(features)).GetAwaiter().GetResult()),
                new Contender("bare", n => Repeat((n + Rows - 1) / Rows, bare.Run))).Select(times => times.Select(ns => 1e9 / ns)),
        ];
        return
        [
            ResultRow.Against(
                "encode-path.grain", $"Vectors by the encoder's grain, {width} inputs, {Callers} callers", "vectors/s", rates[0], $"bare ONNX Runtime loop, batches of {Rows}", rates[2], new Bounds(Better.Higher, Floor: 0.7)),
            ResultRow.Against(
                "encode-path.batcher", $"Vectors by its batcher alone, {Callers} callers", "vectors/s", rates[1], $"bare ONNX Runtime loop, batches of {Rows}", rates[2], new Bounds(Better.Higher)),
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
