using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace UserRep.Training.Cli;

/// <summary>Runs a command line from arguments to exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(RootCommand root, string[] args, InvocationConfiguration? configuration = null)
    {
        root.Options.Add(GlobalOptions.Json);
        root.Options.Add(GlobalOptions.Quiet);
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);

        configuration ??= new InvocationConfiguration();
        configuration.EnableDefaultExceptionHandler = false;
        // Time for a command to delete what it has half written after Ctrl-C.
        configuration.ProcessTerminationTimeout = TimeSpan.FromSeconds(30);
        ParseResult parsed = root.Parse(args);
        if (parsed.Action is not ParseErrorAction) return await parsed.InvokeAsync(configuration);
        await ReportUsage(parsed, configuration.Error);
        return ExitCodes.Usage;
    }

    private static async Task ReportUsage(ParseResult parsed, TextWriter error)
    {
        foreach (string message in parsed.Errors.Select(e => e.Message).Distinct()) await error.WriteLineAsync($"error: {message}");
        var names = parsed.CommandResult.Command.Parents.OfType<Command>().Where(parent => parent is not RootCommand)
            .Select(parent => parent.Name).Append(parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name);
        await error.WriteLineAsync($"See: {string.Join(' ', [RootCommand.ExecutableName, .. names.Where(name => name.Length > 0), "--help"])}");
    }
}
