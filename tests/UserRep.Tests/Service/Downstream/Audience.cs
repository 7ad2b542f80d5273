using System.Globalization;
using UserRep.Model.Bundles;
using UserRep.Tests.Training.Datasets;
using UserRep.Tests.Training.Importing;
using UserRep.Training.Autoencoder;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.Run;
using UserRep.Training.Importing;
using UserRep.Training.Importing.MovieLens;
using UserRep.Training.ItemVectors;
using UserRep.Training.Rows;
using UserRep.Training.Simulation;
using UserRep.Training.Train;
using Xunit;

namespace UserRep.Tests.Service.Downstream;

/// <summary>Users, two versions of their representation, trained by other seeds and up to other moments, and questions about what they do next.</summary>
internal sealed class Audience : IDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly EventTable _table;

    private Audience(TemporaryFolder folder, string dataset, Func<Dataset, Milestones> milestones)
    {
        _folder = folder;
        Open = Dataset.Open(dataset);
        Milestones = milestones(Open);
        _table = EventTable.Load(Open, Cancellation);
        First = Train("first", Milestones.FirstUntilMs, seed: 1);
        Second = Train("second", Milestones.SecondUntilMs, seed: 2);
    }

    public Dataset Open { get; }

    public Milestones Milestones { get; }

    public ModelBundle First { get; }

    public ModelBundle Second { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static ItemVectorOptions Items => new() { Dimension = 24, MinimumEvents = 3 };

    /// <summary>Simulated listeners over four months.</summary>
    public static Audience OfListeners()
    {
        TemporaryFolder folder = new();
        SimulationOptions options = new() { Users = 1_200, Items = 300, Days = 120, MeanEventsPerUser = 80, Seed = 3 };
        SimulatedDataset.Write(options, folder.File("set"), force: false, NoProgress.Instance, Cancellation);
        long At(int day) => options.StartMs + (day * ProtocolOptions.DayMs);
        return new Audience(folder, folder.File("set"), _ => new Milestones(At(60), At(90), At(100), At(120)));
    }

    /// <summary>Every second user of MovieLens 1M; skips the test where it is not at hand.</summary>
    public static Audience OfViewers()
    {
        SourceFolder source = new(RealData.Require("ml-1m"));
        TemporaryFolder folder = new();
        ImportRun.Run(new ImportTarget(folder.File("all"), "ml-1m", Force: false), 0, session => MovieLensImporter.Import(source, session), NoProgress.Instance, Cancellation);
        Dataset all = Dataset.Open(folder.File("all"));
        using (DatasetWriter writer = DatasetWriter.Create(folder.File("set"), all.Info, all.ReadItems().Items, force: false))
        {
            foreach ((int _, UserHistory user) in all.ReadUsers(Cancellation).Index().Where(user => user.Index % 2 == 0))
            {
                writer.Add(user);
            }

            writer.Complete();
        }

        return new Audience(folder, folder.File("set"), set =>
        {
            long At(double share) => EventTimes.Quantile(set, share, Cancellation);
            return new Milestones(At(0.35), At(0.45), At(0.6), At(0.9));
        });
    }

    /// <summary>The questions of one of the evaluation's tasks.</summary>
    public Questions Ask(CutKind task)
    {
        TimeSplit split = Milestones.Split;
        bool[] candidates = EvaluationDataBuilder.Candidates(_table, BundleData.Vectors(First, _table.Catalogue), Items with { UntilMs = split.FitUntilMs });
        IEnumerable<Cut> cuts = new CutFinder(_table, split, Milestones.Protocol).Find().Where(cut => cut.Kind == task);
        return new QuestionWriter(_table, split, candidates, Milestones.Protocol).Write(cuts);
    }

    public void Dispose()
    {
        First.Dispose();
        Second.Dispose();
        _folder.Dispose();
    }

    private ModelBundle Train(string version, long untilMs, int seed)
    {
        Assert.Null(TimePoint.Read(untilMs.ToString(CultureInfo.InvariantCulture), out TimePoint until));
        TrainRequest request = new() { Dataset = Open.Folder, Out = _folder.File(version), Version = version };
        TrainRun.Run(request, until, ms => Options(ms, seed), TimeProvider.System, NoProgress.Instance, Cancellation);
        return ModelBundle.Open(request.Out);
    }

    private static PipelineOptions Options(long untilMs, int seed) => new()
    {
        UntilMs = untilMs,
        ItemVectors = Items with { Seed = seed },
        Rows = new RowOptions { RowsPerDraw = 4_000, Seed = seed },
        Autoencoder = new AutoencoderOptions { Dimension = 32, Epochs = 8, ItemUnits = 48, FactUnits = 16, JointUnits = 64, BatchSize = 128, Threads = 1, Seed = seed },
    };
}
