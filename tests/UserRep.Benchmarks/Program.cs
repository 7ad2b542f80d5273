using UserRep.Benchmarks.Cli;
using UserRep.Benchmarks.Reads;
using UserRep.Training.Cli;

if (args is [BareServer.Command, var address, var bytes])
{
    // Another process of a benchmark's own, not for people.
    await BareServer.ServeAsync(address, int.Parse(bytes, System.Globalization.CultureInfo.InvariantCulture));
    return 0;
}

return await CommandLine.RunAsync(BenchmarkCommands.Root(), args);
