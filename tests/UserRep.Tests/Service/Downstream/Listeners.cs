using System.Globalization;
using UserRep.Model.Bundles;
using UserRep.Tests.Training.Datasets;
using UserRep.Training.Autoencoder;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.Run;
using UserRep.Training.ItemVectors;
using UserRep.Training.Rows;
using UserRep.Training.Simulation;
using UserRep.Training.Train;
using Xunit;

namespace UserRep.Tests.Service.Downstream;

/// <summary>
/// Simulated listeners over four months. The first version of the representation knows two of them, the second three; what is asked, and what
/// heads learn from, came after the first. A head learns what happened by day 100. Then it is asked about the next 7 days, as of
/// moments up to today, which is day 113: of what came after, the service knows nothing.
/// </summary>
internal sealed class Listeners : IDisposable
{
    private static readonly SimulationOptions _simulation = new() { Users = 1_200, Items = 300, Days = 120, MeanEventsPerUser = 80, Seed = 3 };
    private static readonly ProtocolOptions _protocol = new() { MaximumExamples = 14_000 };
    private static readonly TimeSplit _split = new(At(day: 60), At(day: 100), At(day: 120), At(day: 120));

    private readonly TemporaryFolder _folder = new();
    private readonly EventTable _table;

    public Listeners()
    {
        SimulatedDataset.Write(_simulation, _folder.File("set"), force: false, NoProgress.Instance, TestContext.Current.CancellationToken);
        Open = Dataset.Open(_folder.File("set"));
        _table = EventTable.Load(Open, TestContext.Current.CancellationToken);
        First = Train("first", At(day: 60), seed: 1);
        Second = Train("second", At(day: 90), seed: 2);
    }

    /// <summary>The first moment that nothing is known of.</summary>
    public static long UntilMs => At(day: 113) + 1;

    public Dataset Open { get; }

    public ModelBundle First { get; }

    public ModelBundle Second { get; }

    /// <summary>The questions of one of the evaluation's tasks.</summary>
    public Questions Ask(CutKind task)
    {
        bool[] candidates = EvaluationDataBuilder.Candidates(_table, BundleData.Vectors(First, _table.Catalogue), Items with { UntilMs = _split.FitUntilMs });
        return new QuestionWriter(_table, _split, candidates, _protocol).Write(new CutFinder(_table, _split, _protocol).Find().Where(cut => cut.Kind == task));
    }

    public void Dispose()
    {
        First.Dispose();
        Second.Dispose();
        _folder.Dispose();
    }

    private static ItemVectorOptions Items => new() { Dimension = 24, MinimumEvents = 3 };

    private static long At(int day) => _simulation.StartMs + (day * ProtocolOptions.DayMs);

    private ModelBundle Train(string version, long untilMs, int seed)
    {
        Assert.Null(TimePoint.Read(untilMs.ToString(CultureInfo.InvariantCulture), out TimePoint until));
        TrainRequest request = new() { Dataset = _folder.File("set"), Out = _folder.File(version), Version = version };
        TrainRun.Run(request, until, ms => Options(ms, seed), TimeProvider.System, NoProgress.Instance, TestContext.Current.CancellationToken);
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
