using UserRep.Benchmarks.Cli;
using UserRep.Benchmarks.Reads;

if (args is [BareServer.Command, var address, var bytes])
{
    // Another process of a benchmark's own, not for people.
    await BareServer.ServeAsync(address, int.Parse(bytes, System.Globalization.CultureInfo.InvariantCulture));
    return 0;
}

return await UserRep.Training.Cli.CommandLine.RunAsync(BenchmarkCommands.Root(), args);
