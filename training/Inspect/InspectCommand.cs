using System.CommandLine;
using UserRep.Model.Bundles;
using UserRep.Training.Cli;

namespace UserRep.Training.Inspect;

/// <summary><c>inspect</c>: what is inside a bundle, and whether it is whole.</summary>
internal static class InspectCommand
{
    public static CliCommand Create()
    {
        Argument<string> path = new("BUNDLE") { Description = "The model bundle: a folder or .zip." };
        CliCommand command = new("inspect", "Verify a model bundle and say what is inside.")
        {
            Examples = ["inspect models/ml-1m", "inspect models/ml-1m.zip --json"],
        };
        command.Arguments.Add(path);
        command.Handle((context, cancellation) => Run(context.Get(path), context.Terminal, cancellation));
        return command;
    }

    private static void Run(string path, Terminal terminal, CancellationToken cancellation)
    {
        using ModelBundle bundle = ModelBundle.Open(path);
        BundleDescription description = BundleDescription.Of(bundle, cancellation);
        terminal.Result(description, BundleWords.Describe(description, bundle.Spec));
    }
}
