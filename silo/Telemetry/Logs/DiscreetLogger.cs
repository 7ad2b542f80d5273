namespace UserRep.Silo.Telemetry.Logs;

/// <summary>Passes on what is said, without users' ids. Our own messages have none; of warnings and errors of others nobody can tell beforehand.</summary>
internal sealed class DiscreetLogger(ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if ((logLevel >= LogLevel.Warning || exception is not null) && inner.IsEnabled(logLevel))
        {
            string message = formatter(state, exception);
            bool isErrorPersonal = exception is not null && PersonalData.IsIn(exception.ToString());
            if (isErrorPersonal || PersonalData.IsIn(message))
            {
                // Exporters send what a message was made of beside the message.
                KeyValuePair<string, object?>[] parts = [new("{OriginalFormat}", PersonalData.Without(message))];
                inner.Log(logLevel, eventId, parts, isErrorPersonal ? new DiscreetException(exception!) : exception, static (made, _) => (string)made[0].Value!);
                return;
            }
        }

        inner.Log(logLevel, eventId, state, exception, formatter);
    }
}
