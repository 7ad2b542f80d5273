using System.Globalization;
using UserRep.Benchmarks.Service;

namespace UserRep.Benchmarks.EventCosts;

/// <summary>Reads everything that an event's cost is made of. From the outside, by what the service tells anybody: nothing in it is there for this.</summary>
internal sealed class ServiceMeter(ServiceUnderLoad service) : IAsyncDisposable
{
    private const string Written = "write_bytes:";

    private readonly WalWatch _log = new(Path.Combine(service.Folder, "events.db"), countsPages: true);
    private readonly WalWatch _snapshots = new(Path.Combine(service.Folder, "snapshots.db"));

    public async Task<ServiceReading> ReadAsync(CancellationToken cancellation)
    {
        await ServiceUnderLoad.MetricsSettleAsync(cancellation);
        return new ServiceReading(
            service.ProcessorTime(),
            ThreadTimes.Of(service.Process.Id),
            await service.MetricAsync("dotnet_gc_heap_total_allocated_bytes_total", cancellation),
            await service.MetricAsync("userrep_vectors_computed_total", cancellation),
            await service.MetricAsync("userrep_encode_duration_seconds_count", cancellation),
            WrittenBytes(),
            _log.Use(),
            _snapshots.Use(),
            _log.Pages());
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _snapshots.DisposeAsync();
    }

    private double WrittenBytes()
    {
        string line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{service.Process.Id}/io")).First(line => line.StartsWith(Written, StringComparison.Ordinal));
        return double.Parse(line.AsSpan(Written.Length), CultureInfo.InvariantCulture);
    }
}
