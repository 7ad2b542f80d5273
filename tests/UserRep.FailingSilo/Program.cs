using System.Globalization;
using UserRep.FailingSilo;
using UserRep.FailingSilo.Chaos;
using UserRep.Grains.Hosting;
using UserRep.Silo.Hosting;

// As the service's own, but for the failpoint.
WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = CommandLine.Settings(args), ContentRootPath = AppContext.BaseDirectory });
SiloOptions options = Settings.Read(builder.Configuration);
builder.AddUserRepApi(options);
await builder.AddUserRepSiloAsync(options.Grains, CancellationToken.None);
builder.Services.AddFailpoint(Failpoint.Parse(Environment.GetEnvironmentVariable("USERREP_FAILPOINT")));
if (Environment.GetEnvironmentVariable("USERREP_CHAOS") is { Length: > 0 } seed)
{
    builder.AddChaos(int.Parse(seed, CultureInfo.InvariantCulture));
}

await using WebApplication app = builder.Build();
app.MapUserRepApi();
app.MapRedelivery();
await app.RunAsync();
return Environment.ExitCode;
