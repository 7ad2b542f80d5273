using UserRep.Model.Bundles;
using UserRep.Tests.Training.Datasets;
using UserRep.Training.Autoencoder;
using UserRep.Training.Cli;
using UserRep.Training.Compatibility;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Heads;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.ItemVectors;
using UserRep.Training.Rows;
using UserRep.Training.Simulation;
using UserRep.Training.Train;
using Xunit;

namespace UserRep.Tests.Training.Compatibility;

/// <summary>A simulated data set, a bundle trained on its first half, and one trained on more of it and aligned to the first, made once.</summary>
public sealed class AlignedSet : IDisposable
{
    public const string Older = "older";
    public const string Newer = "newer";

    private readonly TemporaryFolder _folder = new();

    public AlignedSet()
    {
        SimulationOptions options = new() { Users = 300, Items = 120, Days = 150, MeanEventsPerUser = 60, Seed = 11 };
        SimulatedDataset.Write(options, Dataset, force: false, NoProgress.Instance, CancellationToken.None);
        Open = UserRep.Training.Datasets.Dataset.Open(Dataset);
        Train(Request(Older) with { Version = Older }, "60%", OlderOptions);
        Result = Train(Request(Newer) with { Version = Newer, AlignTo = File(Older) }, "90%", NewerOptions);
    }

    public string Dataset => _folder.File("set");

    public string File(string name) => _folder.File(name);

    internal Dataset Open { get; }

    internal TrainResult Result { get; }

    internal TrainRequest Request(string name) => new() { Dataset = Dataset, Out = File(name) };

    internal static TrainResult Train(TrainRequest request, string until, Func<long, PipelineOptions> options, IProgressReporter? progress = null, CancellationTokenSource? source = null)
    {
        Assert.Null(TimePoint.Read(until, out TimePoint point));
        return TrainRun.Run(request, point, options, TimeProvider.System, progress ?? NoProgress.Instance, source?.Token ?? TestContext.Current.CancellationToken);
    }

    /// <summary>What training could see of the newer bundle.</summary>
    internal EventTable TableOf(ModelBundle bundle) =>
        EventTable.LoadSample(Open, new EventSample(bundle.Manifest.TrainingCut!.Value.ToUnixTimeMilliseconds()), cancellation: TestContext.Current.CancellationToken);

    internal static PipelineOptions OlderOptions(long untilMs) => Options(untilMs, seed: 1, dimension: 10);

    internal static PipelineOptions NewerOptions(long untilMs) => Options(untilMs, seed: 2, dimension: 12);

    internal static PipelineOptions Options(long untilMs, int seed, int dimension) => new()
    {
        UntilMs = untilMs,
        ItemVectors = new ItemVectorOptions { Dimension = 12, MinimumEvents = 3, Seed = seed },
        Rows = new RowOptions { RowsPerDraw = 1_600, Seed = seed },
        Autoencoder = new AutoencoderOptions { Dimension = dimension, Epochs = 6, ItemUnits = 24, FactUnits = 8, JointUnits = 24, BatchSize = 64, Threads = 1, Seed = seed },
        Alignment = new AlignmentOptions
        {
            HeadSeeds = 2,
            Head = new HeadOptions { Hidden = 8, Epochs = 4, BatchSize = 128 },
            Protocol = new ProtocolOptions { MaximumExamples = 4_000 },
        },
    };

    public void Dispose() => _folder.Dispose();
}
