using System.CommandLine;
using UserRep.Benchmarks.Results;
using UserRep.Benchmarks.Scaling.Measured;
using UserRep.Testing.Postgres;
using UserRep.Training.Cli;

namespace UserRep.Benchmarks.Scaling;

/// <summary>Measures what clusters of several sizes cost, and says what larger ones would.</summary>
internal static class ScalingCommand
{
    public const string Name = "scaling";
    public const string Question = "What do events, reads and users cost as silos and users grow, how fast are clusters on one machine, and what would many more need?";

    private static readonly Option<bool> Project = new("--project") { Description = "Compute the projection, the rows and their chart from scaling.json, and measure nothing." };
    private static readonly Option<bool> Short = new("--short") { Description = "Leave out the million users." };
    private static readonly Option<bool> Resume = new("--resume") { Description = "Go on where a run of the same commit was cut off: clusters that scaling.json has are not measured again." };

    private static readonly Option<string[]> Assume = new("--assume")
    {
        Description = $"An assumption in place of its default, as Name=value; may be given several times. Names: {string.Join(", ", Assumptions.Names)}.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <param name="quick">Whether to measure less.</param>
    /// <param name="output">The folder of the results; the project's own unless it is given, and then the page for operators is written as well, but for what was measured in a hurry.</param>
    public static CliCommand Create(Option<bool> quick, Option<string?> output)
    {
        CliCommand command = new(Name, Question) { Examples = [Name, $"{Name} --quick --out /tmp/results", $"{Name} --project --assume LiveShare=0.5 --out /tmp/results"] };
        command.Options.Add(Project);
        command.Options.Add(Short);
        command.Options.Add(Resume);
        command.Options.Add(Assume);
        command.Handle((context, cancellation) => context.Terminal.WithProgress(() => Run(context, context.Get(quick), context.Get(output), cancellation)));
        return command;
    }

    private static void Run(CommandContext context, bool isQuick, string? output, CancellationToken cancellation)
    {
        string folder = output ?? ResultFolder.Default(isQuick);
        DescribedLoad load = context.Get(Assume).Aggregate(new DescribedLoad(0), Assumptions.Set);
        if (!context.Get(Project))
        {
            Measure(context, isQuick, folder, cancellation);
        }

        ScalingReport report = ScalingFile.Read(folder);
        if (load == new DescribedLoad(0))
        {
            ScalingBenchmark.Keep(report, folder, hasPage: output is null && !isQuick);
        }

        context.Terminal.Result(report, ScalingText.Write(report, load));
    }

    private static void Measure(CommandContext context, bool isQuick, string folder, CancellationToken cancellation)
    {
        if (!PostgresServer.IsInstalled)
        {
            throw new UserErrorException("PostgreSQL is not installed (on Debian: apt-get install postgresql).");
        }

        HostFacts host = HostFacts.Read(TimeProvider.System);
        ScalingReport begun = context.Get(Resume) ? ScalingFile.Read(folder).ToGoOn(host, isQuick) : new ScalingReport(host, isQuick, [], []);
        ScalingMeasurement.RunAsync(begun, context.Get(Short), context.Terminal.Progress, report => ScalingFile.Write(folder, report), cancellation).GetAwaiter().GetResult();
    }
}
