using System.CommandLine;
using UserRep.Training.Cli;

namespace UserRep.Training.Importing;

/// <summary>The command of a published data set, which needs only the folder of its files.</summary>
internal static class PublishedImport
{
    public static CliCommand Create(string name, string description, string datasetName, Action<SourceFolder, ImportSession> import)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder with the files, gzip or not." };
        var command = new CliCommand(name, description)
        {
            Examples = [$"import {name} ~/data/{datasetName} --out datasets/{datasetName}", $"import {name} ~/data/{datasetName} --out datasets/{datasetName} --force --json"],
        };
        command.Arguments.Add(folder);
        var options = new ImportOptions(command, datasetName);
        command.Handle((context, cancellation) => ImportRun.Run(
            context, options, session => import(new SourceFolder(context.Get(folder)), session), cancellation));
        return command;
    }
}
