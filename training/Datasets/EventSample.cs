using System.IO.Hashing;
using System.Text;

namespace UserRep.Training.Datasets;

/// <summary>Which part of a data set to load: events up to a moment, of a share of the users.</summary>
/// <param name="UntilMs">The last moment an event may have; later ones are never held, so nothing can learn from them.</param>
/// <param name="UserShare">Share of the users, 0 to 1; each is in or out by its id and the seed, whoever else is there.</param>
/// <param name="Seed">Seed of that choice.</param>
internal sealed record EventSample(long UntilMs, double UserShare = 1, int Seed = 1)
{
    public bool Takes(string userId) => UserShare >= 1 || Rank(userId, Seed) < UserShare * ulong.MaxValue;

    /// <summary>A user's place in a random order that later users do not change.</summary>
    public static ulong Rank(string userId, int seed) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(userId), seed);
}
