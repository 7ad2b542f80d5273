using UserRep.Model.Bundles;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Output;

namespace UserRep.Training.Embed;

/// <summary><c>embed</c>: user vectors as of given moments, for a downstream team to train its model on.</summary>
internal static class EmbedCommand
{
    private const int MostUnknownNamed = 5;

    public static CliCommand Create()
    {
        CliCommand command = new("embed", "Write user vectors as of given moments; no event after a moment is seen.")
        {
            Examples =
            [
                "embed data/ml-1m --bundle models/ml-1m --at 2001-01-01 --out vectors.parquet",
                "embed data/ml-1m --bundle models/ml-1m --at 60%,80%,100% --users users.txt --out some.parquet",
            ],
        };
        EmbedArguments arguments = new();
        arguments.AddTo(command);
        command.Handle((context, cancellation) => Run(arguments, context, cancellation));
        return command;
    }

    private static void Run(EmbedArguments arguments, CommandContext context, CancellationToken cancellation)
    {
        Dataset dataset = Dataset.Open(context.Get(arguments.Dataset));
        using ModelBundle bundle = ModelBundle.Open(context.Get(arguments.Bundle));
        EmbedRequest request = arguments.Request(context, dataset, cancellation);
        using StagedFile staged = StagedFile.Create(context.Get(arguments.Out), context.Get(arguments.Force));
        EmbedCounts counts;
        using (EmbeddingFile file = new(staged.Path, bundle.Version, bundle.EmbeddingSpace, bundle.Encoder.Dimension))
        {
            counts = new EmbeddingRun(dataset, bundle, request).Write(file, context.Terminal.Progress, cancellation);
            file.Complete();
        }

        staged.Commit();
        WarnOfUnknown(counts.UnknownUsers, context.Terminal);
        EmbedResult result = new(
            context.Get(arguments.Out), bundle.Version, bundle.EmbeddingSpace, [.. request.Moments.Select(DateTimeOffset.FromUnixTimeMilliseconds)], counts);
        context.Terminal.Result(result, result.InWords());
    }

    private static void WarnOfUnknown(IReadOnlyList<string> users, Terminal terminal)
    {
        if (users.Count == 0) return;
        string more = users.Count > MostUnknownNamed ? ", ..." : "";
        terminal.Warn($"{users.Count:N0} of the users asked for are not in the data set and have no vector: {string.Join(", ", users.Take(MostUnknownNamed))}{more}");
    }
}
