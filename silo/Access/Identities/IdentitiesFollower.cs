using UserRep.Silo.Hosting;

namespace UserRep.Silo.Access.Identities;

/// <summary>
/// Follows the identities file while the service runs. It reads the file again and again: a secret that Kubernetes mounts is a link to a link that
/// is exchanged, of whose change neither the time of the file nor a watcher of it tells.
/// </summary>
internal sealed partial class IdentitiesFollower(SiloOptions options, KnownIdentities identities, AccessMeter meter, TimeProvider time, ILogger<IdentitiesFollower> logger) : BackgroundService
{
    public static readonly TimeSpan Polling = TimeSpan.FromSeconds(2);

    // What was looked at last: its text, or why there was none. The same mistake is told once.
    private string _seen = options.Identities.Text;

    /// <summary>Looks once, and takes over what has changed. What is wrong is told, and leaves the former identities in force.</summary>
    public void Look(string file)
    {
        List<string> mistakes = [];
        IdentitiesFile read = IdentitiesFile.Read(file, options.ApiKeys, mistakes);
        string seen = read.Text.Length > 0 ? read.Text : string.Concat(mistakes);
        if (seen == _seen)
        {
            return;
        }

        _seen = seen;
        if (mistakes.Count > 0)
        {
            meter.ReloadFailed();
            Wrong(logger, string.Join(' ', mistakes));
            return;
        }

        identities.Replace(read.Identities);
        Changed(logger, file, read.Identities.Count);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.IdentitiesFile is not { } file)
        {
            return;
        }

        using PeriodicTimer timer = new(Polling, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Look(file);
        }
    }

    [LoggerMessage(2201, LogLevel.Information, "{File} has changed; its {Count} identities are in force.")]
    private static partial void Changed(ILogger logger, string file, int count);

    [LoggerMessage(2202, LogLevel.Error, "The identities file has changed and is wrong; the former identities stay in force. {Mistakes}")]
    private static partial void Wrong(ILogger logger, string mistakes);
}
