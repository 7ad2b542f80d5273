using System.CommandLine;
using System.Text.Json;
using UserRep.Training.Cli;
using UserRep.Training.Importing;
using Xunit;

namespace UserRep.Tests.Training.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task A_wrong_command_line_is_usage_and_points_to_the_help()
    {
        Assert.Equal(ExitCodes.Usage, await Run(Import, "import", "csv", "--events", "x", "--map", "user=u,song=i", "--out", "y"));
        Assert.Contains("there is no role 'song'", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("import csv --help", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_shows_examples_even_without_required_options()
    {
        Assert.Equal(ExitCodes.Done, await Run(Import, "import", "csv", "--help"));
        Assert.Contains("Examples:", _output.ToString(), StringComparison.Ordinal);
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task A_mistake_of_the_user_is_one_line_without_a_stack()
    {
        Assert.Equal(ExitCodes.Failed, await Run((_, _) => throw new UserErrorException("No such thing. Do another."), "work"));
        Assert.Contains("error: No such thing. Do another.", _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_prints_the_result_alone()
    {
        Assert.Equal(ExitCodes.Done, await Run(Report, "work", "--json"));
        Assert.Equal(3, JsonDocument.Parse(_output.ToString()).RootElement.GetProperty("count").GetInt32());
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task Quiet_prints_nothing()
    {
        Assert.Equal(ExitCodes.Done, await Run(Report, "work", "--quiet"));
        Assert.Empty(_output.ToString() + _error);
    }

    [Fact]
    public async Task Without_a_terminal_each_finished_stage_is_a_line()
    {
        await Run(Report, "work");
        Assert.Contains("3 rows", _output.ToString(), StringComparison.Ordinal);
        Assert.Matches(@"Counting: \d+\.\d s, 3 rows", _error.ToString());
    }

    [Fact]
    public async Task Cancelling_has_an_exit_code_of_its_own()
    {
        using var source = new CancellationTokenSource();
        void Body(CommandContext context, CancellationToken cancellation)
        {
            source.Cancel();
            cancellation.ThrowIfCancellationRequested();
        }

        var context = new CommandContext(new RootCommand().Parse([]), new Terminal(_output, _error, TimeProvider.System));
        Assert.Equal(ExitCodes.Cancelled, await Task.Run(() => CommandRun.Guarded(context, Body, source.Token), TestContext.Current.CancellationToken));
    }

    private static CliCommand Import => ImportCommand.Create();

    private static void Report(CommandContext context, CancellationToken cancellation)
    {
        using (IProgressStage stage = context.Terminal.Progress.Start("Counting", 3, "rows")) stage.Advance(3);
        context.Terminal.Result(new { count = 3 }, "3 rows");
    }

    private Task<int> Run(Action<CommandContext, CancellationToken> body, params string[] args)
    {
        var command = new CliCommand("work", "Works.");
        command.Handle(body);
        return Run(command, args);
    }

    private Task<int> Run(Command command, params string[] args) =>
        CommandLine.RunAsync(new RootCommand { command }, args, new InvocationConfiguration { Output = _output, Error = _error });
}
