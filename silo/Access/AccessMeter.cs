using System.Diagnostics.Metrics;

namespace UserRep.Silo.Access;

/// <summary>What can be measured of access.</summary>
internal sealed class AccessMeter : IDisposable
{
    // The name by which the exporter asks for all that is the service's own.
    private readonly Meter _meter = new("UserRep");
    private long _reloadFailures;

    public AccessMeter() => _meter.CreateObservableCounter(
        "userrep.access.identities.reload_failures", () => Interlocked.Read(ref _reloadFailures), "{failure}", "Changes of the identities file that were wrong, so that the former identities stay in force.");

    public void ReloadFailed() => Interlocked.Increment(ref _reloadFailures);

    public void Dispose() => _meter.Dispose();
}
