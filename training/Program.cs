using System.CommandLine;
using UserRep.Training.Cli;
using UserRep.Training.Importing;

var root = new RootCommand("Learns user representations: data set, features, autoencoder, bundle, evaluation.")
{
    ImportCommand.Create(),
};

return await CommandLine.RunAsync(root, args);
