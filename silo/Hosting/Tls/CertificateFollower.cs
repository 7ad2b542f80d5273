namespace UserRep.Silo.Hosting.Tls;

/// <summary>
/// Follows the files of the certificate, which whoever issues it exchanges every few weeks, while the service runs. They are read again and again: links
/// that are exchanged, as those of a Kubernetes secret, tell neither a watcher nor by their time.
/// </summary>
internal sealed partial class CertificateFollower(SiloOptions options, TimeProvider time, ILogger<CertificateFollower> logger) : BackgroundService
{
    private static readonly TimeSpan _polling = TimeSpan.FromSeconds(5);

    /// <summary>Looks once.</summary>
    public void Look(ServerCertificate certificate)
    {
        if (certificate.Renew(out string? mistake))
        {
            Changed(logger, certificate.Path, certificate.Now.TargetCertificate.NotAfter.ToUniversalTime());
        }
        else if (mistake is not null)
        {
            Wrong(logger, mistake);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Certificate is not { } certificate)
        {
            return;
        }

        using PeriodicTimer timer = new(_polling, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Look(certificate);
        }
    }

    [LoggerMessage(2501, LogLevel.Information, "{File} has changed; new connections get its certificate, which is good until {NotAfter:u}.")]
    private static partial void Changed(ILogger logger, string file, DateTime notAfter);

    [LoggerMessage(2502, LogLevel.Error, "The certificate has changed and is wrong; the former one stays. {Mistake}")]
    private static partial void Wrong(ILogger logger, string mistake);
}
