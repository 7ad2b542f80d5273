using UserRep.Grains.Errors;

namespace UserRep.Grains.Reading;

/// <summary>The way out: vectors of many users in one version.</summary>
public interface IEmbeddingReader
{
    /// <summary>Reads vectors: from memory where the user is live, else by waking the user.</summary>
    /// <param name="query">What to read.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>One vector per user, or why there is none.</returns>
    /// <exception cref="UserRepException">Nothing can be read at all: no model, no such version, an invalid query.</exception>
    ValueTask<EmbeddingBatch> ReadAsync(EmbeddingQuery query, CancellationToken cancellation);

    /// <summary>
    /// Reads vectors for a consumer: each user's of the version that the plan has for the two of them, or all of the version that the query
    /// names.
    /// </summary>
    /// <param name="consumer">The consumer, which must be registered.</param>
    /// <param name="isWhole">Whether all must be of one version: then nobody is in the canary.</param>
    /// <param name="query">What to read.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>One group per version; together they have every user once.</returns>
    /// <exception cref="UserRepException">Nothing can be read at all: no such consumer, no such version, an invalid query.</exception>
    ValueTask<IReadOnlyList<EmbeddingGroup>> ReadForAsync(string consumer, bool isWhole, EmbeddingQuery query, CancellationToken cancellation);
}
