using UserRep.Silo.Hosting;

namespace UserRep.Silo.Demo;

/// <summary>Takes the demo in, if it is asked for.</summary>
internal static class DemoHosting
{
    /// <summary>The demo has a data folder of its own unless one is named.</summary>
    public static void AddDemo(this WebApplicationBuilder builder, SiloOptions options, bool isAsked)
    {
        if (!isAsked)
        {
            return;
        }

        if (builder.Configuration[$"{SiloOptions.Section}:DataDirectory"] is null)
        {
            options.Grains.DataDirectory = Path.Combine("data", "demo");
        }

        builder.Services.AddSingleton<DemoGuide>();
        builder.Services.AddHostedService<DemoListeners>();
    }
}
