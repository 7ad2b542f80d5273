using System.CommandLine;
using UserRep.Training.Cli;
using UserRep.Training.Importing;
using UserRep.Training.Simulation;

var root = new RootCommand("Learns user representations: data set, features, autoencoder, bundle, evaluation.")
{
    ImportCommand.Create(),
    SimulateCommand.Create(),
};

return await CommandLine.RunAsync(root, args);
