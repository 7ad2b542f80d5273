using System.CommandLine;
using UserRep.Training.Cli;
using UserRep.Training.Embed;
using UserRep.Training.Evaluation;
using UserRep.Training.Export;
using UserRep.Training.Importing;
using UserRep.Training.Inspect;
using UserRep.Training.Service;
using UserRep.Training.Simulation;
using UserRep.Training.Train;

var root = new RootCommand("Learns user representations: data set, features, autoencoder, bundle, evaluation.")
{
    ImportCommand.Create(),
    SimulateCommand.Create(),
    TrainCommand.Create(),
    InspectCommand.Create(),
    EvaluateCommand.Create(),
    EmbedCommand.Create(),
    PublishCommand.Create(),
    ReplayCommand.Create(),
    ExportCommand.Create(),
};

return await CommandLine.RunAsync(root, args);
