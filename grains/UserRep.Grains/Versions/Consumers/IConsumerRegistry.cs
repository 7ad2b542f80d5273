using UserRep.Grains.Errors;

namespace UserRep.Grains.Versions.Consumers;

/// <summary>The downstream models, and what they can work with.</summary>
public interface IConsumerRegistry
{
    /// <summary>Registers a consumer or changes what it accepts, and returns when that is in force on every silo.</summary>
    /// <param name="consumer">The consumer.</param>
    /// <param name="actor">Who does so, for the history.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The consumer, and what it gets.</returns>
    /// <exception cref="UserRepException">Something is wrong with it; all mistakes are named.</exception>
    Task<ConsumerStatus> PutAsync(ConsumerInfo consumer, string actor, CancellationToken cancellation);

    /// <summary>Takes a consumer out.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="actor">Who does so, for the history.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>When no read in its name is answered any more.</returns>
    /// <exception cref="UserRepException">There is none of that name.</exception>
    Task RemoveAsync(string name, string actor, CancellationToken cancellation);

    /// <summary>Lists the consumers by name.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The consumers.</returns>
    Task<IReadOnlyList<ConsumerStatus>> ListAsync(CancellationToken cancellation);
}
