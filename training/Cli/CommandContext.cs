using System.CommandLine;

namespace UserRep.Training.Cli;

/// <summary>What a command's body gets: its parsed options and the terminal.</summary>
internal sealed class CommandContext(ParseResult parsed, Terminal terminal)
{
    public Terminal Terminal { get; } = terminal;

    public T Get<T>(Option<T> option) => parsed.GetValue(option)!;

    /// <summary>Whether the caller gave the option; if not, its value is the default.</summary>
    public bool IsGiven(Option option) => parsed.GetResult(option) is { Implicit: false };

    public T Get<T>(Argument<T> argument) => parsed.GetRequiredValue(argument);
}
