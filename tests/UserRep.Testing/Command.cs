using System.Diagnostics;

namespace UserRep.Testing;

/// <summary>Programs that tests run.</summary>
public static class Command
{
    /// <summary>Starts a program whose output can be read.</summary>
    public static Process Start(IReadOnlyList<string> line)
    {
        ProcessStartInfo start = new(line[0], line.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };

        // What it says is read.
        start.Environment["LC_ALL"] = "C";
        return Process.Start(start)!;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task RunAsync(params IReadOnlyList<string> line) => await ReadAsync(line);

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it said.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> ReadAsync(params IReadOnlyList<string> line)
    {
        using Process process = Start(line);
        string[] said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', line)} failed with {process.ExitCode}: {string.Concat(said)}");
        }

        return said[0];
    }
}
