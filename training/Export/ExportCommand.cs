using System.CommandLine;
using UserRep.EventLog.Events;
using UserRep.Training.Cli;
using UserRep.Training.Importing;

namespace UserRep.Training.Export;

/// <summary><c>export</c>: a service's event log becomes a data set, to train on what the service has seen.</summary>
internal static class ExportCommand
{
    public static CliCommand Create()
    {
        CliCommand command = new(
            "export", "Make a data set of a service's event log, also while the service runs. Erased users are not in it.")
        {
            Examples =
            [
                "export --from data/userrep --out data/seen",
                "export --from 'Host=db;Database=userrep;Username=reader' --out data/seen",
                "export --from data/userrep --items data/ml-1m --out data/seen",
                "export --from data/userrep --bundle models/ml-1m --out data/seen --force --json",
            ],
        };
        Option<string> from = new("--from") { Description = "The service's data folder (UserRep:DataDirectory), or the connection string of its PostgreSQL database.", Required = true, HelpName = "DATA-FOLDER|CONNECTION" };
        Option<string> folder = new("--out") { Description = "The data set folder to make.", Required = true, HelpName = "DATASET" };
        Option<string?> name = new("--name") { Description = "The data set's name. Default: the name of its folder.", HelpName = "NAME" };
        Option<bool> force = new("--force") { Description = "Replace a data set that is there already." };
        Option<string?> items = new("--items") { Description = "Take items, with tags and given vectors, from this data set; the log itself only has ids.", HelpName = "DATASET" };
        Option<string?> bundle = new("--bundle") { Description = "Take the names of picks and profile events, and given item vectors if it has any, from this bundle.", HelpName = "BUNDLE" };
        Option<string?> modality = new("--modality") { Description = "Take the bundle's item vectors of this kind as given ones.", HelpName = "NAME" };
        Option<string?> attributes = new("--attributes") { Description = "Keep only these profile attributes, separated by commas.", HelpName = "NAMES" };
        foreach (Option option in new Option[] { from, folder, name, force, items, bundle, modality, attributes })
        {
            command.Options.Add(option);
        }

        command.Handle((context, cancellation) =>
        {
            ExportRequest request = new()
            {
                Target = new ImportTarget(context.Get(folder), context.Get(name) ?? NameOf(context.Get(folder)), context.Get(force)),
                Items = context.Get(items),
                Bundle = context.Get(bundle),
                Modality = context.Get(modality),
                Attributes = context.Get(attributes)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            };
            Run(context, context.Get(from), request, cancellation);
        });
        return command;
    }

    private static void Run(CommandContext context, string from, ExportRequest request, CancellationToken cancellation)
    {
        ExportResult result = RunAsync(from, request, context.Terminal.Progress, cancellation).GetAwaiter().GetResult();
        foreach (string warning in result.Warnings())
        {
            context.Terminal.Warn(warning);
        }

        context.Terminal.Result(result, result.InWords());
    }

    /// <exception cref="UserErrorException">The log cannot be read, or something of the request does not fit it.</exception>
    public static async Task<ExportResult> RunAsync(string from, ExportRequest request, IProgressReporter progress, CancellationToken cancellation)
    {
        try
        {
            await using IEventLogReader log = await LogSource.OpenAsync(from, cancellation).ConfigureAwait(false);
            return await new ExportRun(log, request).RunAsync(progress, cancellation).ConfigureAwait(false);
        }
        catch (EventLogException error)
        {
            throw new UserErrorException(error.Message, error);
        }
    }

    private static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
}
