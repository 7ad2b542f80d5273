using UserRep.Benchmarks.Cli;
using UserRep.Training.Cli;

return await CommandLine.RunAsync(BenchmarkCommands.Root(), args);
