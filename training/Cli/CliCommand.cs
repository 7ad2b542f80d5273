using System.CommandLine;

namespace UserRep.Training.Cli;

/// <summary>A command with examples in its help and one way to run: cancellable, errors turned into exit codes.</summary>
internal sealed class CliCommand(string name, string description) : Command(name, description)
{
    /// <summary>Gets command lines without the program's name.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Sets what the command does. It runs on a pool thread, and must look at the token often.</summary>
    public void Handle(Action<CommandContext, CancellationToken> body) => SetAction((parsed, cancellation) =>
        Task.Run(() => CommandRun.Guarded(new CommandContext(parsed, Terminal.For(parsed)), body, cancellation), CancellationToken.None));
}
