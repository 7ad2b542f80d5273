using UserRep.Model.Bundles;
using UserRep.Model.Features;
using UserRep.Training.Autoencoder;
using UserRep.Training.Evaluation.Heads;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.Statistics;
using UserRep.Training.ItemVectors;
using UserRep.Training.Rows;

namespace UserRep.Training.Evaluation.Run;

/// <summary>Everything that an evaluation can be told.</summary>
internal sealed record EvaluationOptions
{
    /// <summary>Share of the events, in time order, that item vectors and factors learn from; encoders see rows without labels up to the test.</summary>
    public double FitShare { get; init; } = 0.5;

    /// <summary>Share of the events before the test.</summary>
    public double TestShare { get; init; } = 0.7;

    /// <summary>Share of the events before the check.</summary>
    public double CheckShare { get; init; } = 0.85;

    public IReadOnlyList<TimeScale> Scales { get; init; } = FeatureSpec.DefaultTimeScales;

    /// <summary>Kinds of item vector, or null for what the data set gives.</summary>
    public IReadOnlyList<string>? Modalities { get; init; }

    public int EncoderSeeds { get; init; } = 3;

    public int HeadSeeds { get; init; } = 5;

    /// <summary>Seeds of rivals that train a model of their own.</summary>
    public int RivalSeeds { get; init; } = 3;

    /// <summary>Rivals to run; null for all.</summary>
    public IReadOnlyList<string>? Rivals { get; init; }

    public bool Ablations { get; init; } = true;

    /// <summary>Head seeds of each ablation; the encoder has one.</summary>
    public int AblationHeadSeeds { get; init; } = 2;

    public int Threads { get; init; } = Environment.ProcessorCount;

    public ProtocolOptions Protocol { get; init; } = new();

    public ItemVectorOptions ItemVectors { get; init; } = new();

    public RowOptions Rows { get; init; } = new();

    public AutoencoderOptions Autoencoder { get; init; } = new() { Threads = 1 };

    public HeadOptions Head { get; init; } = new();

    public BootstrapOptions Bootstrap { get; init; } = new();

    /// <summary>What of it holds for a bundle: one encoder, and no ablations, for nothing is trained that could be changed.</summary>
    public EvaluationOptions For(ModelBundle bundle) => this with
    {
        EncoderSeeds = 1,
        Ablations = false,
        Autoencoder = Autoencoder with { Dimension = bundle.Encoder.Dimension },
    };

    /// <summary>What of it holds without times: nobody is new and nobody is idle.</summary>
    public EvaluationOptions WithoutTimes() => this with { Rows = Rows with { Picks = 0, LongestIdleMs = 0 } };

    /// <summary>The same with other seeds everywhere: item vectors, rows, encoders, questions and intervals.</summary>
    public EvaluationOptions WithSeed(int seed) => this with
    {
        ItemVectors = ItemVectors with { Seed = seed },
        Rows = Rows with { Seed = seed },
        Autoencoder = Autoencoder with { Seed = 1 + ((seed - 1) * 1000) },
        Protocol = Protocol with { Seed = seed },
        Bootstrap = Bootstrap with { Seed = seed },
    };

    /// <summary>A look in minutes: fewer examples and seeds, untrained rivals and matrix factors, no ablations.</summary>
    public EvaluationOptions Quick() => this with
    {
        EncoderSeeds = 1,
        HeadSeeds = 2,
        RivalSeeds = 1,
        Rivals = ["popularity", "cosine", "mf"],
        Ablations = false,
        Protocol = Protocol with { MaximumExamples = 24_000, CurveUsers = 100 },
        Bootstrap = Bootstrap with { Replicates = 100 },
    };
}
