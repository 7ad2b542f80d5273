using System.Diagnostics;
using System.Globalization;

namespace UserRep.Benchmarks.Measuring;

/// <summary>What the living objects of a silo's process take, after a collection; <see cref="StartupHook"/> has it answer.</summary>
internal sealed class LivingObjects
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);

    private TaskCompletionSource<long> _answer = new();

    /// <summary>Has a process that is about to be started answer. It ends when whoever started it is gone.</summary>
    public static void Prepare(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(LivingObjects).Assembly.Location;
    }

    /// <summary>Asks.</summary>
    /// <returns>Bytes.</returns>
    public async Task<long> AskAsync(Process process, CancellationToken cancellation)
    {
        _answer = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        await process.StandardInput.WriteLineAsync(string.Empty.AsMemory(), cancellation);
        await process.StandardInput.FlushAsync(cancellation);
        return await _answer.Task.WaitAsync(_patience, cancellation);
    }

    /// <summary>Takes in a line that the process has written.</summary>
    public void Hear(string? line)
    {
        if (line?.StartsWith(StartupHook.Answer, StringComparison.Ordinal) == true)
        {
            _answer.TrySetResult(long.Parse(line.AsSpan(StartupHook.Answer.Length), CultureInfo.InvariantCulture));
        }
    }
}
