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
}
