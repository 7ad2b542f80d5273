using UserRep.Training.Cli;
using UserRep.Training.Datasets;

namespace UserRep.Training.Train;

/// <summary><c>train</c>: learns item vectors and a user encoder from a data set, and writes them as a bundle.</summary>
internal static class TrainCommand
{
    public static CliCommand Create()
    {
        CliCommand command = new("train", "Learn item vectors and the user encoder from a data set; write a model bundle.")
        {
            Examples =
            [
                "train data/ml-1m --out models/ml-1m",
                "train data/ml-1m --out models/early --until 60% --seed 3",
                "train data/music --out models/music --scales 30m,7d,30d,180d,forever --weights like=2,skip=-0.5",
                "train data/music --out models/linear --encoder pca --force --json",
                "train data/music --out models/june --align-to models/may",
            ],
        };
        TrainArguments arguments = new();
        arguments.AddTo(command);
        command.Handle((context, cancellation) => Run(arguments, context, cancellation));
        return command;
    }

    private static void Run(TrainArguments arguments, CommandContext context, CancellationToken cancellation)
    {
        arguments.Check(context);
        TrainRequest request = arguments.Request(context);
        WarnWithoutTimes(request.Dataset, context.Terminal);
        TrainResult result = TrainRun.Run(
            request, context.Get(arguments.Until), untilMs => arguments.Pipeline(context, untilMs), TimeProvider.System, context.Terminal.Progress, cancellation);
        context.Terminal.Result(result, result.InWords());
    }

    private static void WarnWithoutTimes(string folder, Terminal terminal)
    {
        if (!Dataset.Open(folder).Info.HasTimes) terminal.Warn("The data set has no times: the only time scale is forever, and items are taken together by user.");
    }
}
