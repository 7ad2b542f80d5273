namespace UserRep.Silo.Hosting;

/// <summary>
/// Ends the service when its clock is set back by as much as users stay in memory. Orleans (<c>ActivationCollector</c>, 10.4) files who is in memory by when they
/// may leave, and goes through what is due once a minute. It makes no grain that would be due before what it has been through, and whoever asks for one is not
/// answered: until the clock is far enough again, nobody could be taken into memory.
/// </summary>
internal sealed partial class ClockWatch(SiloOptions options, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<ClockWatch> logger) : BackgroundService
{
    // Orleans may have seen the clock so much later than this did.
    private static readonly TimeSpan _between = TimeSpan.FromSeconds(1);

    private DateTimeOffset _latest = time.GetUtcNow();

    /// <summary>Looks at the clock, and says so if it has gone back too far.</summary>
    /// <returns>Whether it has.</returns>
    public bool Look()
    {
        DateTimeOffset now = time.GetUtcNow();
        _latest = now > _latest ? now : _latest;
        if (_latest - now < options.Grains.UserIdle - _between)
        {
            return false;
        }

        SetBack(logger, now, _latest);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(_between, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (Look())
            {
                // A supervisor starts again what has failed, which then counts from the clock as it is.
                Environment.ExitCode = 1;
                lifetime.StopApplication();
                return;
            }
        }
    }

    [LoggerMessage(2602, LogLevel.Critical, "The clock was set back to {Now:u}, and has been at {Latest:u}: users could not be taken into memory. The service ends, and has to be started again.")]
    private static partial void SetBack(ILogger logger, DateTimeOffset now, DateTimeOffset latest);
}
