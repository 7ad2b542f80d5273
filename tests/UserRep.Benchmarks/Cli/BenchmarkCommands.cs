using System.CommandLine;
using UserRep.Benchmarks.Encoders;
using UserRep.Benchmarks.EventCosts;
using UserRep.Benchmarks.EventLog;
using UserRep.Benchmarks.Features;
using UserRep.Benchmarks.Infrastructure;
using UserRep.Benchmarks.Items;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Micro;
using UserRep.Benchmarks.Reads;
using UserRep.Benchmarks.Results;
using UserRep.Benchmarks.Results.Charts;
using UserRep.Benchmarks.Scaling;
using UserRep.Benchmarks.Service;
using UserRep.Benchmarks.Training;
using UserRep.Training.Cli;

namespace UserRep.Benchmarks.Cli;

/// <summary>One command per question, <c>all</c> and <c>list</c>.</summary>
internal static class BenchmarkCommands
{
    private static readonly IBenchmark[] Benchmarks =
    [
        new TrainingBenchmark(),
        new ReducerBenchmark(),
        new VectorizerBenchmark(),
        new EncoderBenchmark(),
        new ItemTableBenchmark(),
        new LogBenchmark(),
        new ServiceBenchmark(),
        new LatencyBenchmark(),
        new ReadBenchmark(),
        new GrowthBenchmark(),
        new RoutingBenchmark(),
        new SwitchBenchmark(),
        new UnloadBenchmark(),
        new EncodePathBenchmark(),
        new MemoryBenchmark(),
        new BackfillBenchmark(),
        new ActivateBenchmark(),
        new RestartBenchmark(),
        new ObservingBenchmark(),
        new InfrastructureBenchmark(),
        new EventCostBenchmark(),
    ];

    private static readonly Option<bool> Quick = new("--quick") { Description = "Shorter repeats and smaller tables.", Recursive = true };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "The folder to write latest.md, latest.json and charts to, where rows of other questions stay; by default the project's own, which is committed, or results/quick with --quick.",
        Recursive = true,
    };

    private static IEnumerable<(string Name, string Question)> Questions => [.. Benchmarks.Select(b => (b.Name, b.Question)), (ScalingCommand.Name, ScalingCommand.Question), (MicroCommand.Name, MicroCommand.Question)];

    public static RootCommand Root()
    {
        RootCommand root = new("Measures UserRep against a rival or a limit, in the same run and in turn.")
        {
            RunCommand("all", "Every question.", All, ["all", "all --quick --out /tmp/results"]),
            ListCommand(),
        };
        foreach (IBenchmark benchmark in Benchmarks)
        {
            root.Add(RunCommand(benchmark.Name, benchmark.Question, _ => [benchmark], [benchmark.Name, $"{benchmark.Name} --quick"]));
        }

        root.Add(ScalingCommand.Create(Quick, Out));
        root.Add(MicroCommand.Create(Quick, Out, (context, cancellation) => Answer(context, [new MicroBenchmark(MicroCommand.Folder(context.Get(Out), context.Get(Quick)))], cancellation)));
        root.Options.Add(Quick);
        root.Options.Add(Out);
        return root;
    }

    /// <summary>The longest comes last.</summary>
    private static IReadOnlyList<IBenchmark> All(CommandContext context)
    {
        bool isQuick = context.Get(Quick);
        string? output = context.Get(Out);
        return [.. Benchmarks, new MicroBenchmark(MicroCommand.Folder(output, isQuick)), new ScalingBenchmark(output ?? ResultFolder.Default(isQuick), hasPage: output is null && !isQuick, context.Terminal.Progress)];
    }

    private static CliCommand RunCommand(string name, string description, Func<CommandContext, IReadOnlyList<IBenchmark>> benchmarks, string[] examples)
    {
        CliCommand command = new(name, description) { Examples = examples };
        command.Handle((context, cancellation) => Answer(context, benchmarks(context), cancellation));
        return command;
    }

    private static void Answer(CommandContext context, IReadOnlyList<IBenchmark> benchmarks, CancellationToken cancellation)
    {
        MeasuringOptions options = MeasuringOptions.For(context.Get(Quick));
        HostFacts host = HostFacts.Read(TimeProvider.System);
        string folder = context.Get(Out) ?? ResultFolder.Default(options.Quick);
        BenchmarkRun run = new(context.Terminal.Progress, (benchmark, rows) => Write(folder, new ResultReport(host.At(TimeProvider.System), options.Quick, rows), benchmark));
        run.Run(benchmarks, options, cancellation);
        ResultReport report = new(host, options.Quick, run.Rows);
        context.Terminal.Result(report, MarkdownTable.Write(report));
        run.ThrowIfAnyFailed();
    }

    /// <summary>Writes as soon as a question is answered: whatever ends the run later, its rows are there.</summary>
    private static void Write(string folder, ResultReport report, IBenchmark benchmark)
    {
        if (report.Rows.Count == 0)
        {
            return;
        }

        try
        {
            if (benchmark.IsSystem)
            {
                ChartFolder.Write(folder, benchmark.Name, benchmark.Question, report.Rows);
            }
        }
        finally
        {
            // A chart that cannot be drawn does not take the figures with it.
            ResultFolder.Write(folder, report);
        }
    }

    private static CliCommand ListCommand()
    {
        CliCommand command = new("list", "The questions.") { Examples = ["list"] };
        command.Handle((context, _) => context.Terminal.Result(
            Questions.Select(q => new { q.Name, q.Question }),
            string.Join('\n', Questions.Select(q => $"{q.Name,-16}{q.Question}"))));
        return command;
    }
}
