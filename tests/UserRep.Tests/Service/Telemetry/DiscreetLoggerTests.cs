extern alias Silo;

using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Silo::UserRep.Silo.Telemetry.Logs;
using UserRep.Grains.Users;
using Xunit;

namespace UserRep.Tests.Service.Telemetry;

/// <summary>Whatever is written by whomever, no user's id is in a log.</summary>
public sealed partial class DiscreetLoggerTests : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _written = new();

    [Fact]
    public void A_grain_of_a_user_is_not_named()
    {
        GrainId ann = GrainId.Create(UserGrain.Type, "ann from: Paris] é");
        string text = $"Response did not arrive on time in 00:00:30 for message: Request [S127.0.0.1:1:1 sys.client/x]->[S127.0.0.1:1:1/{ann}] IUserGrain.ReadAsync(UserRead). About to break its promise.\n   at UserRep.Grains.Users.UserGrain.ReadAsync() in /home/user/silo/Users.cs";

        using ServiceProvider services = Services();
        Late(services.GetRequiredService<ILogger<DiscreetLoggerTests>>(), "A read", ann, new TimeoutException(text));

        string written = Assert.Single(_written);
        Assert.DoesNotContain("ann", written, StringComparison.Ordinal);
        Assert.DoesNotContain("Paris", written, StringComparison.Ordinal);
        Assert.Contains("A read of user/(left out)", written, StringComparison.Ordinal);
        Assert.Contains("Response did not arrive on time in 00:00:30", written, StringComparison.Ordinal);
        Assert.Contains("/home/user/silo/Users.cs", written, StringComparison.Ordinal);
    }

    [Fact]
    public void What_names_nobody_is_written_as_it_is()
    {
        using ServiceProvider services = Services();
        ILogger logger = services.GetRequiredService<ILogger<DiscreetLoggerTests>>();
        Slow(logger, 3, new InvalidOperationException("no such thing"));
        Erased(logger, 5);

        Assert.Equal(2, _written.Count);
        Assert.Contains("Count=3", _written.First(), StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: no such thing", _written.First(), StringComparison.Ordinal);
        Assert.Contains("Events=5", _written.Last(), StringComparison.Ordinal);
    }

    public ILogger CreateLogger(string categoryName) => new Writer(_written);

    public void Dispose()
    {
    }

    private ServiceProvider Services()
    {
        ServiceCollection services = new();
        services.AddLogging(logging => logging.AddProvider(this));
        DiscreetLoggerFactory.Use(services);
        return services.BuildServiceProvider();
    }

    [LoggerMessage(1, LogLevel.Warning, "{What} of {Grain} at /v1/users/ann%20from/embedding is late.")]
    private static partial void Late(ILogger logger, string what, GrainId grain, Exception error);

    [LoggerMessage(2, LogLevel.Warning, "{Count} users are slow.")]
    private static partial void Slow(ILogger logger, int count, Exception error);

    [LoggerMessage(3, LogLevel.Information, "one user with {Events} events")]
    private static partial void Erased(ILogger logger, int events);

    /// <summary>All that a provider gets to see.</summary>
    private sealed class Writer(ConcurrentQueue<string> written) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            written.Enqueue($"{formatter(state, exception)} | {string.Join(", ", ((IEnumerable<KeyValuePair<string, object?>>)state!).Select(p => $"{p.Key}={p.Value}"))} | {exception} {exception?.Message}");
    }
}
