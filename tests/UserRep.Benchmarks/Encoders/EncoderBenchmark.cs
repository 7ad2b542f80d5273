using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Benchmarks.Training;
using UserRep.Model.Encoders;
using UserRep.Model.Features;
using UserRep.Training.Autoencoder;
using UserRep.Training.Engine;

namespace UserRep.Benchmarks.Encoders;

/// <summary>The exported encoder of the default model, random weights, one thread, against a bare loop over the same model.</summary>
internal sealed class EncoderBenchmark : IBenchmark
{
    private const int Threads = 1;
    private const int AllocationCalls = 1_000;
    private const double Micro = 1e-3;

    private static readonly int[] BatchSizes = [1, 8, 32, 128];

    public string Name => "encoder";

    public string Question => "What does a user vector cost, against a bare ONNX Runtime loop?";

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation)
    {
        FeatureLayout layout = new(BenchmarkSpecs.Served);
        byte[] model = Model(layout);
        using Encoder encoder = Encoder.FromBytes(model, "benchmark.onnx", new EncoderOptions { Threads = Threads });
        return [.. BatchSizes.SelectMany(rows => Measure(options, model, encoder, rows, cancellation))];
    }

    private static ResultRow[] Measure(MeasuringOptions options, byte[] model, Encoder encoder, int rows, CancellationToken cancellation)
    {
        float[] features = RandomRows.Numbers(rows * encoder.FeatureLength, seed: 1);
        float[] vectors = new float[rows * encoder.Dimension];
        using BareEncoder bare = new(model, Threads, features, new float[vectors.Length], rows);
        Contender own = new("encoder", n =>
        {
            for (int i = 0; i < n; i++) encoder.Encode(features, vectors, rows);
        });
        Contender rival = new("bare", n =>
        {
            for (int i = 0; i < n; i++) bare.Run();
        });
        Samples[] times = [.. Race.Run(options, cancellation, own, rival).Select(t => t.Select(ns => ns * Micro / rows))];
        string name = $"Encoder, batch {rows}, {Threads} thread";
        return
        [
            ResultRow.Against($"encoder.batch{rows}", name, "µs/vector", times[0], "bare ONNX Runtime loop", times[1], new Bounds(Better.Lower)),
            ResultRow.Alone(
                $"encoder.batch{rows}.allocation", $"{name}, allocation", "B/call",
                new Samples([Race.AllocatedBytes(own, AllocationCalls)]), new Bounds(Better.Lower, Floor: 1024)),
        ];
    }

    private static byte[] Model(FeatureLayout layout)
    {
        AutoencoderModel model = new(layout, new AutoencoderOptions());
        FeatureNormaliser normaliser = FeatureNormaliser.Fit(new RandomRows(1_000, layout.Length).Draw(0), layout);
        return OnnxExport.Encoder(new ParameterSet(seed: 1), layout.Length, (g, x) => model.EncodeRaw(g, x, normaliser));
    }
}
