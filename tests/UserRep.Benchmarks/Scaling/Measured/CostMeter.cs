using System.Diagnostics;

namespace UserRep.Benchmarks.Scaling.Measured;

/// <summary>Reads everything that costs are made of.</summary>
internal sealed class CostMeter(ScaledCluster cluster)
{
    // The server tells of its counts with a delay of a second.
    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(1.1);

    private readonly Connections _connections = new();
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>What has been spent so far.</summary>
    public async Task<Costs> ReadAsync(CancellationToken cancellation)
    {
        await Task.Delay(_settling, cancellation);
        double messages = await cluster.SumAsync("readMessages", cancellation);
        (double home, double away) = (await cluster.SumAsync("appliedHome", cancellation), await cluster.SumAsync("appliedAway", cancellation));
        await _connections.LookAsync(cancellation);
        double silos = cluster.Silos.Sum(silo => silo.ProcessorTime.TotalSeconds);
        return (await ReadDatabaseAsync(cancellation)) with { SiloSeconds = silos, ReadMessages = messages, AppliedHome = home, AppliedAway = away };
    }

    /// <summary>As above without what silos say and have, who may be gone.</summary>
    public async Task<Costs> ReadDatabaseAsync(CancellationToken cancellation)
    {
        double processor = await cluster.Figures.ProcessorSecondsAsync();
        double seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds;
        (double transactions, double walBytes, double pageImages) = await cluster.Figures.CountsAsync();
        return new Costs(
            seconds,
            0,
            processor,
            transactions,
            walBytes,
            pageImages,
            _connections.Of(cluster.Silos.Select(silo => silo.GrpcPort)),
            _connections.Of(cluster.Silos.SelectMany(silo => (int[])[silo.SiloPort, silo.SiloPort + 1])),
            _connections.Of([cluster.Server.Port]),
            0);
    }

    /// <summary>The room that is taken.</summary>
    public async Task<Footprint> RoomAsync(ScalingSize size, CancellationToken cancellation)
    {
        DatabaseFigures database = cluster.Figures;
        double resident = cluster.Silos.Sum(silo => (double)silo.ResidentBytes);
        double managed = 0;
        foreach (ScaledSilo silo in cluster.Silos)
        {
            managed += await silo.ManagedBytesAsync(cancellation);
        }

        return new Footprint(
            size,
            await cluster.SumAsync("liveUsers", cancellation),
            resident,
            managed,
            await database.CountAsync("log_event"),
            await database.TableBytesAsync("log_event"),
            await database.IndexBytesAsync("log_event_of_user") + await database.IndexBytesAsync("log_event_by_hash"),
            await database.CountAsync("log_user"),
            await database.TableBytesAsync("log_user"),
            await database.CountAsync("user_snapshot"),
            await database.TableBytesAsync("user_snapshot"));
    }
}
