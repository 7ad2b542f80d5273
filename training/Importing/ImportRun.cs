using UserRep.Training.Cli;
using UserRep.Training.Datasets;

namespace UserRep.Training.Importing;

/// <summary>The frame of every import: build, report bad rows, say what came out.</summary>
internal static class ImportRun
{
    // 1971-01-01: seconds read as milliseconds all fall before.
    private const long EarlyMs = 365L * 86_400_000;

    public static void Run(CommandContext context, ImportOptions options, Action<ImportSession> import, CancellationToken cancellation)
    {
        Terminal terminal = context.Terminal;
        ImportResult result = Run(options.Target(context), options.MaxBad(context), import, terminal.Progress, cancellation);
        foreach (ImportedFile file in result.Files.Where(file => file.BadRows > 0))
        {
            terminal.Warn($"{file.File}: {file.BadRows:N0} of {file.Rows:N0} rows left out: {file.Summary}");
        }

        if (result.Dataset.LastEventMs < EarlyMs) terminal.Warn("All events are of 1970 or before: if the times are in seconds, pass --time-unit s.");
        terminal.Result(result, Describe(result));
    }

    public static ImportResult Run(
        ImportTarget target, double maxBad, Action<ImportSession> import, IProgressReporter progress, CancellationToken cancellation)
    {
        using var builder = new DatasetBuilder(target);
        var session = new ImportSession(builder, maxBad, progress, cancellation);
        import(session);
        foreach (BadRows file in session.Files) file.Check();
        DatasetInfo info = builder.Complete(progress, cancellation);
        return new ImportResult(target.Out, info, [.. session.Files.Select(ImportedFile.From)]);
    }

    private static string Describe(ImportResult result)
    {
        DatasetInfo info = result.Dataset;
        string span = info.FirstEventMs is { } first && info.LastEventMs is { } last ? $", {Day(first)} to {Day(last)}" : info.HasTimes ? "" : ", without times";
        return $"{result.Folder}: {info.Events:N0} events of {info.Users:N0} users on {info.Items:N0} items{span}.";
    }

    private static string Day(long timeMs) => $"{DateTimeOffset.FromUnixTimeMilliseconds(timeMs):yyyy-MM-dd}";
}
