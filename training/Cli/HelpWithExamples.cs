using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace UserRep.Training.Cli;

/// <summary>The ordinary help, and then the command's examples.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is CliCommand { Examples.Count: > 0 } command)
        {
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (string example in command.Examples) output.WriteLine($"  {RootCommand.ExecutableName} {example}");
            output.WriteLine();
        }

        return code;
    }
}
