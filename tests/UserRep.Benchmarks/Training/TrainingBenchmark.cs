using System.Diagnostics;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Model.Features;
using UserRep.Training.Autoencoder;

namespace UserRep.Benchmarks.Training;

/// <summary>
/// The trainer as it is, an epoch a repeat: gather, mask, forward, backward, Adam. Between two epochs, while the trainer waits,
/// the matrix-multiplication peak is taken on the same threads.
/// </summary>
internal sealed class TrainingBenchmark : IBenchmark
{
    private const int Threads = 2;

    public string Name => "training";

    public string Question => "How much of the matrix-multiplication peak does training the autoencoder reach?";

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation)
    {
        FeatureLayout layout = new(BenchmarkSpecs.Served);
        AutoencoderOptions model = new() { Epochs = options.Repeats + 1, Patience = int.MaxValue, Threads = Threads };
        int count = model.BatchSize * (options.Quick ? 16 : 32);
        RandomRows rows = new(count, layout.Length);
        using MatrixPeak small = new(512, Threads);
        using MatrixPeak large = new(1024, Threads);
        List<double> rates = [], smallPeaks = [], largePeaks = [];
        new AutoencoderTrainer(layout, model).Train(rows, FeatureNormaliser.Fit(rows.Draw(0, cancellation), layout), point =>
        {
            double seconds = Stopwatch.GetElapsedTime(rows.Drawn).TotalSeconds;
            // The first epoch warms up; its time includes building the graph.
            if (point.Epoch > 1)
            {
                rates.Add(count / seconds);
                smallPeaks.Add(small.Measure());
                largePeaks.Add(large.Measure());
            }
        }, cancellation);
        return Rows(layout, GemmWork.PerSample(layout, model), new Samples(rates), new Samples(smallPeaks), new Samples(largePeaks));
    }

    private static ResultRow[] Rows(FeatureLayout layout, double work, Samples rates, Samples small, Samples large)
    {
        (string name, Samples peak) = small.Median > large.Median ? ("MatMul 512³", small) : ("MatMul 1024³", large);
        string shape = $"{layout.Length} inputs, {Threads} threads";
        return
        [
            ResultRow.Against(
                "training.throughput", $"Training, {shape}", "samples/s", rates, $"{name} peak, {work / 1e6:0.00} MFLOP a sample",
                peak.Select(p => p / work), new Bounds(Better.Higher, Floor: 0.5, Goal: 0.6)),
        ];
    }
}
