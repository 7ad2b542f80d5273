using System.Runtime.InteropServices;
using UserRep.Grains.Errors;
using UserRep.Grains.Placement;
using UserRep.Grains.Reading;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Silos;

/// <summary>Asks other silos for the vectors of users who live there, one message for each silo.</summary>
internal sealed class SiloReads(AllSilos silos, PartitionOwners owners, PlacementMeter meter, ReadingOptions options)
{
    /// <summary>The rest is for the way: what is there in time arrives, whoever else there is not.</summary>
    private const double ShareOfTime = 0.8;

    /// <summary>Asks each silo for its users.</summary>
    /// <param name="places">The places in the query of the users who are not known of here.</param>
    /// <param name="query">The query.</param>
    /// <param name="version">The version.</param>
    /// <param name="maxAgeMs">How old a vector may be.</param>
    /// <param name="batch">Takes the vectors.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The places of the users who are this silo's own, and of those whose silo is gone.</returns>
    public async Task<IReadOnlyList<int>> AskAsync(List<int> places, EmbeddingQuery query, ServedVersion version, long maxAgeMs, EmbeddingBatch batch, CancellationToken cancellation)
    {
        if (owners.Silos <= 1)
        {
            return places;
        }

        List<int> left = [];
        List<Task<int[]>> asked = [];
        foreach (IGrouping<SiloAddress, int> silo in places.GroupBy(i => owners.OwnerOf(query.UserIds[i])))
        {
            if (silo.Key.Equals(owners.Local))
            {
                left.AddRange(silo);
            }
            else
            {
                asked.Add(AskAsync(silo.Key, [.. silo], query, version, maxAgeMs, batch, cancellation));
            }
        }

        foreach (int[] notAnswered in await Task.WhenAll(asked).ConfigureAwait(false))
        {
            left.AddRange(notAnswered);
        }

        return left;
    }

    private async Task<int[]> AskAsync(SiloAddress silo, int[] places, EmbeddingQuery query, ServedVersion version, long maxAgeMs, EmbeddingBatch batch, CancellationToken cancellation)
    {
        SiloRead read = new(
            version.Version,
            version.EmbeddingSpace,
            Array.ConvertAll(places, i => query.UserIds[i]),
            query.MinPositions is { } positions ? Array.ConvertAll(places, i => positions[i]) : null,
            maxAgeMs,
            (long)(ShareOfTime * options.Timeout).TotalMilliseconds);
        meter.Asked();
        try
        {
            Put(await silos.Of(silo).ReadAsync(read).WaitAsync(cancellation).ConfigureAwait(false), places, version, batch);
            return [];
        }
        catch (OrleansException)
        {
            // It is gone: the users' grains are found wherever they are.
            return places;
        }
        catch (UserRepException error)
        {
            return Fail(error);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            return Fail(new UserRepException(ServiceError.NotReady, "The silo of the user did not answer in time.", TimeSpan.FromSeconds(1), error));
        }

        int[] Fail(UserRepException why)
        {
            Array.ForEach(places, place => batch.Fail(place, why));
            return [];
        }
    }

    private static void Put(SiloVectors answer, int[] places, ServedVersion version, EmbeddingBatch batch)
    {
        ReadOnlySpan<float> vectors = MemoryMarshal.Cast<byte, float>(answer.Vectors);
        for (int k = 0; k < places.Length; k++)
        {
            vectors.Slice(k * version.Dimension, version.Dimension).CopyTo(batch.Vectors.Span[(places[k] * version.Dimension)..]);
            batch.Infos[places[k]] = new EmbeddingInfo(answer.Positions[k], answer.AsOfMs[k], (Freshness)answer.Freshness[k]);
        }

        foreach (SiloReadFailure failure in answer.Failures)
        {
            batch.Fail(places[failure.Index], failure.Why);
        }
    }
}
