using System.CommandLine;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;

namespace UserRep.Training.Simulation;

/// <summary><c>simulate</c>: makes a data set of listeners who do not exist.</summary>
internal static class SimulateCommand
{
    public static CliCommand Create()
    {
        CliCommand command = new("simulate", "Make a data set of simulated listeners: drifting tastes, sessions, onboarding, countries.")
        {
            Examples =
            [
                "simulate --users 20000 --items 10000 --days 365 --out data/simulated",
                "simulate --users 1000000 --items 100000 --days 180 --events 50 --seed 7 --out data/million",
                "simulate --users 500 --items 500 --days 30 --out data/tiny --force --json",
            ],
        };
        SimulateArguments arguments = new();
        foreach (Option option in arguments.All)
            command.Options.Add(option);
        command.Handle((context, cancellation) => Run(arguments, context, cancellation));
        return command;
    }

    private static void Run(SimulateArguments arguments, CommandContext context, CancellationToken cancellation)
    {
        string folder = context.Get(arguments.Out);
        DatasetInfo info = SimulatedDataset.Write(
            arguments.Read(context), folder, context.Get(arguments.Force), context.Terminal.Progress, cancellation);
        context.Terminal.Result(
            new SimulationResult(folder, info), $"{folder}: {info.Events:N0} events of {info.Users:N0} users on {info.Items:N0} tracks.");
    }
}
