using System.CommandLine;
using UserRep.Benchmarks.Results;
using UserRep.Training.Cli;

namespace UserRep.Benchmarks.Micro;

/// <summary>The smallest pieces of code by BenchmarkDotNet: not in turn with a rival, but to the nanosecond and the byte.</summary>
internal static class MicroCommand
{
    public const string Name = "micro";
    public const string Question = "What do the smallest pieces of code take, in nanoseconds and bytes allocated?";

    private static readonly Option<string[]> Filter = new("--filter")
    {
        Description = "Which of them, by patterns of their names as in BenchmarkDotNet; all by default.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <param name="quick">Whether to measure less.</param>
    /// <param name="output">The folder beside whose results the tables and logs go, into a folder of their own; the project's unless it is given, where git ignores them.</param>
    public static CliCommand Create(Option<bool> quick, Option<string?> output)
    {
        CliCommand command = new(Name, Question) { Examples = [Name, $"{Name} --quick", $"{Name} --filter *Fold* *LookUp*"] };
        command.Options.Add(Filter);
        command.Handle((context, cancellation) =>
        {
            cancellation.ThrowIfCancellationRequested();
            string folder = Path.Combine(context.Get(output) ?? ResultFolder.Default(), Name);
            MicroRun run = MicroRun.Of(context.Get(Filter), context.Get(quick), folder);
            context.Terminal.Result(run.Rows, run.Table);
            run.ThrowIfAnyFailed();
        });
        return command;
    }
}
