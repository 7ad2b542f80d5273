using Microsoft.Extensions.DependencyInjection.Extensions;

namespace UserRep.Silo.Telemetry.Logs;

/// <summary>Makes loggers that keep users' ids to themselves, whoever writes and wherever it goes.</summary>
internal sealed class DiscreetLoggerFactory(LoggerFactory inner) : ILoggerFactory
{
    public static void Use(IServiceCollection services)
    {
        services.AddSingleton<LoggerFactory>();
        services.Replace(ServiceDescriptor.Singleton<ILoggerFactory, DiscreetLoggerFactory>());
    }

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public ILogger CreateLogger(string categoryName) => new DiscreetLogger(inner.CreateLogger(categoryName));

    /// <summary>The one behind it ends with the container, as that made it.</summary>
    public void Dispose()
    {
    }
}
