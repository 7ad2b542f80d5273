using UserRep.Tests.Training.Datasets;
using UserRep.Training.Autoencoder;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Heads;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.Run;
using UserRep.Training.Evaluation.Statistics;
using UserRep.Training.ItemVectors;
using UserRep.Training.Rows;
using UserRep.Training.Simulation;

namespace UserRep.Tests.Training.Evaluation;

/// <summary>A small simulated data set with everything that methods share, made once.</summary>
public sealed class EvaluationSet : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EvaluationSet()
    {
        SimulationOptions options = new() { Users = 600, Items = 200, Days = 120, MeanEventsPerUser = 40, Seed = 7 };
        SimulatedDataset.Write(options, Folder, force: false, NoProgress.Instance, CancellationToken.None);
        Open = Dataset.Open(Folder);
        Data = new EvaluationDataBuilder(EventTable.Load(Open), Options, NoProgress.Instance).Build(CancellationToken.None);
    }

    public string Folder => _folder.File("set");

    public string File(string name) => _folder.File(name);

    internal Dataset Open { get; }

    internal EvaluationData Data { get; }

    internal Questions Questions => Data.Questions;

    internal EventTable Table => Data.Table;

    internal static EvaluationOptions Options { get; } = new()
    {
        FitShare = 0.4,
        TestShare = 0.65,
        CheckShare = 0.85,
        EncoderSeeds = 1,
        HeadSeeds = 1,
        RivalSeeds = 1,
        Rivals = ["popularity", "cosine"],
        Ablations = false,
        Threads = 2,
        Protocol = new ProtocolOptions { MaximumExamples = 1_500, CurveUsers = 20, FirstDayMs = 5 * ProtocolOptions.DayMs },
        ItemVectors = new ItemVectorOptions { Dimension = 12, MinimumEvents = 3 },
        Rows = new RowOptions { RowsPerDraw = 800 },
        Autoencoder = new AutoencoderOptions { Dimension = 10, Epochs = 2, ItemUnits = 16, FactUnits = 8, JointUnits = 16, BatchSize = 64, Threads = 1 },
        Head = new HeadOptions { Hidden = 8, Epochs = 2, BatchSize = 128 },
        Bootstrap = new BootstrapOptions { Replicates = 30 },
    };

    /// <summary>The same users with other events.</summary>
    /// <param name="change">From a user's index and events to the events that it has instead.</param>
    internal EventTable With(Func<int, EventRow[], EventRow[]> change)
    {
        EventTableBuilder columns = new(Open.Info.Events);
        foreach ((int index, UserHistory user) in Open.ReadUsers().Index())
        {
            EventRow[] events = change(index, user.Events.ToArray());
            columns.Add(user with { Events = events }, events.Length);
        }

        return new EventTable(Open, columns);
    }

    public void Dispose() => _folder.Dispose();
}
