namespace UserRep.Grains.Vitals;

/// <summary>How all silos are doing.</summary>
public interface IClusterVitals
{
    /// <summary>Asks every silo; whoever does not answer in time is passed over, and named.</summary>
    /// <param name="sinceMs">Only samples after this moment, milliseconds since 1970 UTC; 0 for all that are kept.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What they answered.</returns>
    Task<ClusterVitals> ReadAsync(long sinceMs, CancellationToken cancellation);
}
