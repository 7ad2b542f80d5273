namespace UserRep.Grains.Status;

/// <summary>How the service is doing, in numbers.</summary>
public interface IServiceStatus
{
    /// <summary>Reads the numbers; looks at the log's heads and at this silo's memory.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The numbers.</returns>
    Task<ServiceStatus> ReadAsync(CancellationToken cancellation);
}
