using UserRep.Tests.Training.Datasets;
using UserRep.Training.Autoencoder;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.ItemVectors;
using UserRep.Training.Rows;
using UserRep.Training.Simulation;
using UserRep.Training.Train;
using Xunit;

namespace UserRep.Tests.Training.Train;

/// <summary>A small simulated data set and a bundle trained on its first part, made once.</summary>
public sealed class SimulatedSet : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SimulatedSet()
    {
        SimulationOptions options = new() { Users = 250, Items = 120, Days = 120, MeanEventsPerUser = 40, Seed = 5 };
        SimulatedDataset.Write(options, Dataset, force: false, NoProgress.Instance, CancellationToken.None);
        Open = UserRep.Training.Datasets.Dataset.Open(Dataset);
        UntilMs = EventTimes.Quantile(Open, 0.6, CancellationToken.None);
        Result = Train(Dataset, Bundle);
    }

    public string Folder => _folder.Path;

    public string Dataset => _folder.File("set");

    public string Bundle => _folder.File("bundle");

    public long UntilMs { get; }

    internal Dataset Open { get; }

    internal TrainResult Result { get; }

    public string File(string name) => _folder.File(name);

    internal TrainResult Train(string dataset, string bundle, PipelineOptions? options = null) => TrainRun.Run(
        new TrainRequest { Dataset = dataset, Out = bundle },
        Point($"{UntilMs}"),
        untilMs => options ?? Options(untilMs),
        FixedTime.Instance,
        NoProgress.Instance,
        TestContext.Current.CancellationToken);

    internal static PipelineOptions Options(long untilMs, EncoderKind encoder = EncoderKind.Autoencoder) => new()
    {
        UntilMs = untilMs,
        Encoder = encoder,
        ItemVectors = new ItemVectorOptions { Dimension = 12, MinimumEvents = 3 },
        Rows = new RowOptions { RowsPerDraw = 1_000 },
        Autoencoder = new AutoencoderOptions { Dimension = 10, Epochs = 2, ItemUnits = 16, FactUnits = 8, JointUnits = 16, BatchSize = 64, Threads = 1 },
    };

    internal static TimePoint Point(string text)
    {
        Assert.Null(TimePoint.Read(text, out TimePoint point));
        return point;
    }

    /// <summary>Writes the same data set without the events after a moment.</summary>
    internal string WithoutLaterEvents(string name, long untilMs)
    {
        ItemCatalogue items = Open.ReadItems();
        using DatasetWriter writer = DatasetWriter.Create(File(name), Open.Info, items.Items, force: false);
        foreach (UserHistory user in Open.ReadUsers(TestContext.Current.CancellationToken))
        {
            writer.Add(user with { Events = user.Events.ToArray().Where(row => row.TimeMs <= untilMs).ToArray() });
        }

        writer.Complete();
        return File(name);
    }

    public void Dispose() => _folder.Dispose();

    private sealed class FixedTime : TimeProvider
    {
        public static readonly FixedTime Instance = new();

        public override DateTimeOffset GetUtcNow() => new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    }
}
