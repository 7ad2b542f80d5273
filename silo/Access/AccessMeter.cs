using System.Diagnostics.Metrics;

namespace UserRep.Silo.Access;

/// <summary>What can be measured of access.</summary>
internal sealed class AccessMeter : IDisposable
{
    private long _reloadFailures;
    private long _limited;

    public AccessMeter()
    {
        Meter.CreateObservableCounter("userrep.access.identities.reload_failures", () => Interlocked.Read(ref _reloadFailures), "{failure}", "Changes of the identities file that were wrong, so that the former identities stay in force.");
        Meter.CreateObservableCounter("userrep.access.limited", () => Interlocked.Read(ref _limited), "{request}", "Requests, and frames of streams, beyond what their callers may make in a second.");
    }

    /// <summary>Gets the meter, by the name by which the exporter asks for all that is the service's own.</summary>
    public Meter Meter { get; } = new("UserRep");

    public void ReloadFailed() => Interlocked.Increment(ref _reloadFailures);

    public void Limited() => Interlocked.Increment(ref _limited);

    public void Dispose() => Meter.Dispose();
}
