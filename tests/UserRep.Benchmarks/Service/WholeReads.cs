using UserRep.Client;

namespace UserRep.Benchmarks.Service;

/// <summary>Reads of many users that count only if every one of them has a vector.</summary>
internal static class WholeReads
{
    /// <exception cref="UserRepClientException">One has none.</exception>
    public static async Task<UserVectors> GetAllAsync(this UserRepClient client, IReadOnlyList<string> users, CancellationToken cancellation)
    {
        UserVectors vectors = await client.GetManyAsync(users, null, cancellation);
        for (int i = 0; i < vectors.Count; i++)
        {
            if (vectors.FailureOf(i) is { } failure)
            {
                throw failure;
            }
        }

        return vectors;
    }
}
