using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace UserRep.Client;

/// <summary>How an application takes in the client.</summary>
public static class UserRepClientRegistration
{
    /// <summary>Adds an <see cref="IUserRepClient"/>, one for the whole application: its reads travel together.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddUserRepClient(this IServiceCollection services, Action<UserRepClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<UserRepClientOptions>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IUserRepClient>(provider =>
            new UserRepClient(provider.GetRequiredService<IOptions<UserRepClientOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<ConsumerStart>();
        return services;
    }
}
