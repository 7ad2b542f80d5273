using System.CommandLine;

namespace UserRep.Training.Cli;

/// <summary>Options that every command has.</summary>
internal static class GlobalOptions
{
    public static Option<bool> Json { get; } = new("--json") { Description = "Print the result as JSON, and no progress.", Recursive = true };

    public static Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Print errors only.", Recursive = true };
}
