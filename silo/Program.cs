using System.Reflection;
using UserRep.EventLog.Events;
using UserRep.Grains.Hosting;
using UserRep.Silo.Access.Identities;
using UserRep.Silo.Demo;
using UserRep.Silo.Health;
using UserRep.Silo.Hosting;

if (CommandLine.Asks(args, "--help", "-h", "-?"))
{
    Console.WriteLine(CommandLine.Help);
    return 0;
}

if (CommandLine.Asks(args, "--new-key"))
{
    Console.WriteLine(NewKey.Text());
    return 0;
}

if (CommandLine.Asks(args, "--version"))
{
    Console.WriteLine(Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);
    return 0;
}

try
{
    HeapRoom? heap = HeapRoom.Leave();
    WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = CommandLine.Settings(args), ContentRootPath = AppContext.BaseDirectory });
    if (CommandLine.Asks(args, "--check-ready"))
    {
        return await ReadinessProbe.AskAsync(builder.Configuration);
    }

    SiloOptions options = Settings.Read(builder.Configuration);
    if (CommandLine.Asks(args, "--raise-epoch"))
    {
        Console.WriteLine($"The log's epoch is now {await LogEpoch.RaiseAsync(options.Grains, TimeProvider.System, CancellationToken.None)}.");
        return 0;
    }

    builder.AddDemo(options, CommandLine.Asks(args, "--demo"));
    builder.AddUserRepApi(options);
    await builder.AddUserRepSiloAsync(options.Grains, CancellationToken.None);

    await using WebApplication app = builder.Build();
    heap?.Tell(app.Logger);
    app.MapUserRepApi();
    try
    {
        await app.RunAsync();
    }
    catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
    {
        // It was to stop before it had started.
    }

    return Environment.ExitCode;
}
catch (SettingsException error)
{
    await Console.Error.WriteLineAsync($"The service cannot start:{Environment.NewLine}{string.Join(Environment.NewLine, error.Mistakes.Select(m => $"  {m}"))}");
    return 2;
}
catch (Exception error) when (error is EventLogException or IOException)
{
    await Console.Error.WriteLineAsync($"The service cannot start: {error.Message}");
    return 1;
}
