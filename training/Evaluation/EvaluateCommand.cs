using System.CommandLine;
using System.Globalization;
using UserRep.Model.Features;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Reports;
using UserRep.Training.Evaluation.Run;
using UserRep.Training.Train;

namespace UserRep.Training.Evaluation;

/// <summary><c>evaluate</c>: is one general vector better than what teams use today?</summary>
internal sealed class EvaluateCommand
{
    private readonly Argument<string> _dataset = new("DATASET") { Description = "The data set folder." };
    private readonly Option<string> _out = new("--out") { Description = "The report folder to make or to replace.", HelpName = "REPORT", Required = true };
    private readonly Option<string?> _bundle = new("--bundle")
    {
        Description = "Evaluate this bundle's encoder on its own item vectors; the fit ends where the bundle's training ended. Ablations are not run.",
        HelpName = "BUNDLE",
    };

    private readonly Option<bool> _quick = new("--quick") { Description = "A look in minutes: fewer examples and seeds, fewer rivals, no ablations." };
    private readonly Option<bool> _fresh = new("--fresh") { Description = "Forget what a run that was stopped has computed." };
    private readonly Option<bool> _noAblations = new("--no-ablations") { Description = "Leave the ablations out." };
    private readonly Option<double> _fit = Share("--fit", "Share of the events, in time order, that item vectors learn from.", new EvaluationOptions().FitShare);
    private readonly Option<double> _test = Share("--test", "Share of the events before the test.", new EvaluationOptions().TestShare);
    private readonly Option<double> _check = Share("--check", "Share of the events before the check, which confirms the test.", new EvaluationOptions().CheckShare);
    private readonly Option<int> _encoderSeeds = Parsed.Count("--encoder-seeds", "Encoders to train.", new EvaluationOptions().EncoderSeeds, 1, 100);
    private readonly Option<int> _headSeeds = Parsed.Count("--head-seeds", "Heads to train on each.", new EvaluationOptions().HeadSeeds, 1, 100);
    private readonly Option<int> _seed = Parsed.Count("--seed", "Seed of everything random.", 1, 1, 1_000_000);
    private readonly Option<int> _threads = Parsed.Count("--threads", "Models to train at once.", Environment.ProcessorCount, 1, 1024);
    private readonly Option<IReadOnlyList<TimeScale>?> _scales = Parsed.Option<IReadOnlyList<TimeScale>?>(
        "--scales", "LIST", "Time scales, such as 30m,7d,forever. [default: 7d,30d,180d,forever]", TrainParsers.Scales);

    public static CliCommand Create()
    {
        EvaluateCommand arguments = new();
        CliCommand command = new("evaluate", "Measure the representation against its rivals on the next 7 days, new users, neighbours and attributes.")
        {
            Examples =
            [
                "evaluate data/ml-1m --out reports/ml-1m --quick",
                "evaluate data/ml-1m --fit 40% --test 60% --check 80% --out reports/ml-1m",
                "evaluate data/ml-1m --bundle models/ml-1m --test 60% --check 80% --out reports/ml-1m-bundle",
                "evaluate data/30music --scales 30m,7d,30d,180d,forever --out reports/30music --json",
            ],
        };
        command.Add(arguments._dataset);
        foreach (Option option in arguments.Options())
        {
            command.Add(option);
        }

        command.Handle(arguments.Run);
        return command;
    }

    private IEnumerable<Option> Options() =>
        [_out, _bundle, _quick, _fit, _test, _check, _scales, _encoderSeeds, _headSeeds, _seed, _noAblations, _threads, _fresh];

    private void Run(CommandContext context, CancellationToken cancellation)
    {
        EvaluateRequest request = new(context.Get(_dataset), context.Get(_out), Read(context), context.Get(_fresh), context.Get(_bundle));
        EvaluationReport report = EvaluateRun.Run(request, [InWords(context, Dataset.Open(context.Get(_dataset)).Info.HasTimes)], TimeProvider.System, context.Terminal.Progress, cancellation);
        context.Terminal.Result(report, string.Join(Environment.NewLine, [.. report.Findings, $"The report is in {request.Out}: {ReportWriter.TextFile}, {ReportWriter.JsonFile}, pictures."]));
    }

    private EvaluationOptions Read(CommandContext context)
    {
        EvaluationOptions options = new()
        {
            FitShare = context.Get(_fit),
            TestShare = context.Get(_test),
            CheckShare = context.Get(_check),
            Scales = context.Get(_scales) ?? FeatureSpec.DefaultTimeScales,
            EncoderSeeds = context.Get(_encoderSeeds),
            HeadSeeds = context.Get(_headSeeds),
            Ablations = !context.Get(_noAblations),
            Threads = context.Get(_threads),
        };
        bool fitEndsWithBundle = context.Get(_bundle) is not null;
        if (!((fitEndsWithBundle || options.FitShare < options.TestShare) && options.TestShare < options.CheckShare))
        {
            throw new UserErrorException($"--fit {options.FitShare:P0}, --test {options.TestShare:P0} and --check {options.CheckShare:P0} must rise in this order.");
        }

        options = options.WithSeed(context.Get(_seed));
        return context.Get(_quick) ? Quick(context, options) : options;
    }

    /// <summary>Quick where nothing else was said.</summary>
    private EvaluationOptions Quick(CommandContext context, EvaluationOptions options)
    {
        EvaluationOptions quick = options.Quick();
        return quick with
        {
            EncoderSeeds = context.IsGiven(_encoderSeeds) ? options.EncoderSeeds : quick.EncoderSeeds,
            HeadSeeds = context.IsGiven(_headSeeds) ? options.HeadSeeds : quick.HeadSeeds,
        };
    }

    /// <summary>The command that makes the report again; without times only what has an effect then.</summary>
    private string InWords(CommandContext context, bool hasTimes)
    {
        List<string> words = ["evaluate DATASET"];
        if (context.IsGiven(_bundle))
        {
            words.Add("--bundle BUNDLE");
        }

        if (hasTimes)
        {
            words.AddRange(context.IsGiven(_bundle) ? [] : [$"--fit {Percent(context.Get(_fit))}", $"--scales {string.Join(',', context.Get(_scales) ?? FeatureSpec.DefaultTimeScales)}"]);
            words.AddRange([$"--test {Percent(context.Get(_test))}", $"--check {Percent(context.Get(_check))}"]);
            EvaluationOptions read = Read(context);
            words.AddRange([$"--encoder-seeds {read.EncoderSeeds}", $"--head-seeds {read.HeadSeeds}"]);
            words.AddRange(context.Get(_noAblations) ? ["--no-ablations"] : []);
        }

        words.AddRange(context.Get(_quick) ? ["--quick"] : []);
        words.AddRange([$"--seed {context.Get(_seed)}", "--out REPORT"]);
        return string.Join(' ', words);
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##}%");

    private static Option<double> Share(string name, string description, double otherwise)
    {
        Option<double> option = Parsed.Option<double>(name, "SHARE", description, ShareText.Read);
        option.DefaultValueFactory = _ => otherwise;
        return option;
    }
}
