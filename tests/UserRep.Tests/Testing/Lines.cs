using Microsoft.Extensions.Logging;

namespace UserRep.Tests.Testing;

/// <summary>What was logged, line by line.</summary>
internal sealed class Lines<T> : List<string>, ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Add(formatter(state, exception));
}
