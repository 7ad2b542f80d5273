using System.CommandLine;
using System.Text.Json;
using Spectre.Console;

namespace UserRep.Training.Cli;

/// <summary>Where a command writes: results to standard output; progress, warnings and errors to standard error.</summary>
internal sealed class Terminal
{
    private static readonly JsonSerializerOptions JsonForm = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly TextWriter _output;
    private readonly TextWriter _error;
    private readonly TimeProvider _time;
    private readonly bool _json;
    private readonly bool _quiet;
    private readonly bool _interactive;
    private List<(TextWriter Writer, string Text)>? _held;

    public Terminal(TextWriter output, TextWriter error, TimeProvider time, bool json = false, bool quiet = false, bool interactive = false) =>
        (_output, _error, _time, _json, _quiet, _interactive) = (output, error, time, json, quiet, interactive);

    public IProgressReporter Progress { get; private set; } = NoProgress.Instance;

    public static Terminal For(ParseResult parsed) => new(
        parsed.InvocationConfiguration.Output,
        parsed.InvocationConfiguration.Error,
        TimeProvider.System,
        parsed.GetValue(GlobalOptions.Json),
        parsed.GetValue(GlobalOptions.Quiet),
        interactive: !Console.IsOutputRedirected && !Console.IsErrorRedirected);

    /// <summary>Prints the result of the command, for a machine or for a person.</summary>
    public void Result<T>(T value, string text)
    {
        if (_json) Write(_output, JsonSerializer.Serialize(value, JsonForm));
        else if (!_quiet) Write(_output, text);
    }

    public void Warn(string text)
    {
        if (!_quiet) Write(_error, $"warning: {text}");
    }

    public void Error(string text) => Write(_error, $"error: {text}");

    /// <summary>Runs work with <see cref="Progress"/> shown as the terminal allows.</summary>
    public void WithProgress(Action work)
    {
        if (_json || _quiet)
        {
            work();
        }
        else if (_interactive)
        {
            RunWithBars(work);
        }
        else
        {
            Run(new LineProgress(_error, _time), work);
        }
    }

    // Bars redraw their lines, so text waits until they are done.
    private void RunWithBars(Action work)
    {
        _held = [];
        try
        {
            IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_error) });
            BarProgress.Run(console, bars => Run(bars, work));
        }
        finally
        {
            List<(TextWriter Writer, string Text)> held = _held;
            _held = null;
            foreach ((TextWriter writer, string text) in held) Write(writer, text);
        }
    }

    private void Write(TextWriter writer, string text)
    {
        if (_held is { } held) held.Add((writer, text));
        else writer.WriteLine(text);
    }

    private void Run(IProgressReporter progress, Action work)
    {
        Progress = progress;
        work();
    }
}
