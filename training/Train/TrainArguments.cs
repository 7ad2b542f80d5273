using System.CommandLine;
using UserRep.Model.Features;
using UserRep.Training.Autoencoder;
using UserRep.Training.Cli;
using UserRep.Training.Compatibility;
using UserRep.Training.Datasets;
using UserRep.Training.ItemVectors;
using UserRep.Training.Rows;
using UserRep.Training.Specs;

namespace UserRep.Training.Train;

/// <summary>The arguments and options of <c>train</c>.</summary>
internal sealed class TrainArguments
{
    private readonly Argument<string> _dataset = new("DATASET") { Description = "The data set folder." };
    private readonly Option<string> _out = new("--out") { Description = "The bundle folder to make.", HelpName = "BUNDLE", Required = true };
    private readonly Option<bool> _force = new("--force") { Description = "Replace the bundle if it exists." };
    private readonly Option<TimePoint?> _until = Parsed.Option<TimePoint?>(
        "--until", "TIME", "Learn from nothing later: 2014-01-20, 2014-01-20T09:24:42Z, milliseconds, or 60% of the events. Default: all.", TrainParsers.Until);

    private readonly Option<EncoderKind> _encoder = new("--encoder") { Description = "What turns features into vectors.", DefaultValueFactory = _ => EncoderKind.Autoencoder };
    private readonly Option<int> _dimension = Parsed.Count("--dim", "Numbers in the user vector.", 120, 1, 4096);
    private readonly Option<int> _epochs = Parsed.Count("--epochs", "The most epochs of training.", new AutoencoderOptions().Epochs, 1, 10_000);
    private readonly Option<int> _rows = Parsed.Count("--rows", "The most training rows an epoch; every epoch draws anew.", new RowOptions().RowsPerDraw, 100, 10_000_000);
    private readonly Option<int> _picks = Parsed.Count("--picks", "First events that stand for onboarding picks in some rows; 0 for none.", new RowOptions().Picks, 0, 100);
    private readonly Option<int> _seed = Parsed.Count("--seed", "The same seed, data and threads give the same bundle.", 1, 0, int.MaxValue);
    private readonly Option<int> _threads = Parsed.Count("--threads", "Threads of the training engine.", Environment.ProcessorCount, 1, 1024);
    private readonly Option<IReadOnlyList<TimeScale>?> _scales = Parsed.Option<IReadOnlyList<TimeScale>?>(
        "--scales", "LIST", "Time scales, such as 30m,7d,forever. [default: 7d,30d,180d,forever]", TrainParsers.Scales);

    private readonly Option<IReadOnlyDictionary<string, float>?> _weights = Parsed.Option<IReadOnlyDictionary<string, float>?>(
        "--weights", "LIST", "Weights of event types, such as like=2,skip=-0.5. The rest weigh 1.", TrainParsers.Weights);

    private readonly Option<IReadOnlyList<string>?> _modalities = Parsed.Option<IReadOnlyList<string>?>(
        "--modalities", "LIST", $"Kinds of item vector, of {string.Join(",", ModalityNames.All)}. Default: what the data set can give.", TrainParsers.Modalities);

    private readonly Option<string?> _spec = new("--spec") { Description = "A whole feature spec (JSON) instead of one made from the data set.", HelpName = "FILE" };
    private readonly Option<string?> _version = new("--version") { Description = "The version's name. Default: data set, day and content.", HelpName = "NAME" };
    private readonly Option<string?> _parent = new("--parent") { Description = "The version that this one follows.", HelpName = "NAME" };

    private readonly Option<string?> _alignTo = new("--align-to")
    {
        Description = "An older bundle (a folder or .zip): also fit and measure a map from the new vectors to its own, for consumers that have not moved yet.",
        HelpName = "BUNDLE",
    };

    public Option<TimePoint?> Until => _until;

    public void AddTo(Command command)
    {
        command.Arguments.Add(_dataset);
        Option[] options = [_out, _until, _dimension, _epochs, _rows, _picks, _encoder, _scales, _weights, _modalities, _spec, _version, _parent, _alignTo, _seed, _threads, _force];
        foreach (Option option in options) command.Options.Add(option);
    }

    public TrainRequest Request(CommandContext context) => new()
    {
        Dataset = context.Get(_dataset),
        Out = context.Get(_out),
        Force = context.Get(_force),
        Version = context.Get(_version),
        Parent = context.Get(_parent),
        AlignTo = context.Get(_alignTo),
    };

    public PipelineOptions Pipeline(CommandContext context, long untilMs)
    {
        int seed = context.Get(_seed);
        int picks = context.Get(_picks);
        return new PipelineOptions
        {
            UntilMs = untilMs,
            Encoder = context.Get(_encoder),
            Modalities = context.Get(_modalities),
            GivenSpec = context.Get(_spec) is { } file ? GivenSpec.Read(file) : null,
            Spec = new SpecOptions
            {
                Scales = context.Get(_scales) ?? FeatureSpec.DefaultTimeScales,
                Weights = context.Get(_weights) ?? new Dictionary<string, float>(),
                Picks = picks > 0,
            },
            ItemVectors = new ItemVectorOptions { Seed = seed },
            Rows = new RowOptions { Seed = seed, RowsPerDraw = context.Get(_rows), Picks = picks },
            Autoencoder = new AutoencoderOptions
            {
                Seed = seed,
                Dimension = context.Get(_dimension),
                Epochs = context.Get(_epochs),
                Threads = context.Get(_threads),
            },
            Alignment = new AlignmentOptions { Seed = seed, Picks = picks, Threads = context.Get(_threads) },
        };
    }

    /// <summary>Refuses options that contradict each other.</summary>
    public void Check(CommandContext context)
    {
        if (context.Get(_spec) is null || (context.Get(_scales) is null && context.Get(_weights) is null)) return;
        throw new UserErrorException("--spec says time scales and weights itself: leave out --scales and --weights.");
    }
}
