using System.Diagnostics;
using System.Text;

namespace UserRep.Testing.Postgres;

/// <summary>What a server says on its way up.</summary>
internal sealed class ServerOutput
{
    private const string ReadyLine = "database system is ready to accept connections";

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _said = new();

    public ServerOutput(Process process)
    {
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Gets what ends when the server is ready, or fails when it has closed its output before that.</summary>
    public Task Ready => _ready.Task;

    private void Hear(string? line)
    {
        lock (_said)
        {
            _said.AppendLine(line);
            if (line is null)
            {
                _ready.TrySetException(new InvalidOperationException($"PostgreSQL did not start: {_said}"));
            }
            else if (line.Contains(ReadyLine, StringComparison.Ordinal))
            {
                _ready.TrySetResult();
            }
        }
    }
}
