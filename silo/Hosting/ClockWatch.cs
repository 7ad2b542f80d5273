namespace UserRep.Silo.Hosting;

/// <summary>
/// Ends the service when its clock is set back by so much that nobody can be taken into memory any more. Orleans files who is there by when they may leave, in
/// minutes, and goes through what is due. It makes no grain that would be due before what it has been through, and whoever asks for one is not answered.
/// </summary>
internal sealed partial class ClockWatch(SiloOptions options, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<ClockWatch> logger) : BackgroundService
{
    private static readonly TimeSpan _between = TimeSpan.FromSeconds(1);

    // What Orleans has been through may be as much ahead of its clock.
    private static readonly TimeSpan _due = TimeSpan.FromMinutes(1);

    private DateTimeOffset _latest = time.GetUtcNow();

    /// <summary>Looks at the clock.</summary>
    /// <returns>Whether it has gone back too far.</returns>
    public bool IsSetBack()
    {
        DateTimeOffset now = time.GetUtcNow();
        _latest = now > _latest ? now : _latest;
        if (_latest - now <= options.Grains.UserIdle - _due)
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
            if (IsSetBack())
            {
                // A supervisor starts what has failed again; the clock of then is all it will know.
                Environment.ExitCode = 1;
                lifetime.StopApplication();
                return;
            }
        }
    }

    [LoggerMessage(2602, LogLevel.Critical, "The clock was set back to {Now:u}, and has been at {Latest:u}: nobody can be taken into memory until then. The service ends, and has to be started again.")]
    private static partial void SetBack(ILogger logger, DateTimeOffset now, DateTimeOffset latest);
}
