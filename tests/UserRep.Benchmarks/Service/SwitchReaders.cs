using UserRep.Benchmarks.Measuring;
using UserRep.Client;

namespace UserRep.Benchmarks.Service;

/// <summary>Reads of single users that come at a steady rate, whether earlier ones are answered or not, and are looked at.</summary>
internal sealed class SwitchReaders(Func<UserRepClient> client, double perSecond, int users, Func<string[]> allowed, CancellationToken cancellation)
{
    private readonly Random _random = new(7);
    private long _failed;
    private long _wrong;

    public long Failed => Interlocked.Read(ref _failed);

    public long Wrong => Interlocked.Read(ref _wrong);

    /// <summary>Reads until something is done, or for five minutes.</summary>
    public Task<OpenLoopReport> RunUntilAsync(Task done) => OpenLoop.RunUntilAsync(perSecond, ReadAsync, done, cancellation);

    private async Task ReadAsync()
    {
        string[] before = allowed();
        try
        {
            UserVector vector = await client().GetAsync(Load.User(_random.Next(users)), null, cancellation);

            // A read that was under way while the plan changed may be of either, whole.
            if (!before.Contains(vector.Version) && !allowed().Contains(vector.Version))
            {
                Interlocked.Increment(ref _wrong);
            }
        }
        catch (UserRepClientException)
        {
            Interlocked.Increment(ref _failed);
        }
    }
}
