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
        Description = "Which of them, by patterns of their names as in BenchmarkDotNet: its own table is printed, and no row is written to latest.md. All by default, as rows among the others.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <param name="quick">Whether to measure less.</param>
    /// <param name="output">The folder of the results; the project's unless it is given.</param>
    /// <param name="all">Measures all of them.</param>
    public static CliCommand Create(Option<bool> quick, Option<string?> output, Action<CommandContext, CancellationToken> all)
    {
        CliCommand command = new(Name, Question) { Examples = [Name, $"{Name} --quick", $"{Name} --filter *Fold* *LookUp*"] };
        command.Options.Add(Filter);
        command.Handle((context, cancellation) =>
        {
            string[] filters = context.Get(Filter);
            if (filters.Length == 0)
            {
                all(context, cancellation);
                return;
            }

            cancellation.ThrowIfCancellationRequested();
            MicroRun run = MicroRun.Of(filters, context.Get(quick), Folder(context.Get(output), context.Get(quick)));
            context.Terminal.Result(run.Rows, run.Table);
            run.ThrowIfAnyFailed();
        });
        return command;
    }

    /// <summary>The folder of BenchmarkDotNet's tables and logs beside the results, which git ignores in the project's own.</summary>
    public static string Folder(string? output, bool isQuick) => Path.Combine(output ?? ResultFolder.Default(isQuick), Name);
}
