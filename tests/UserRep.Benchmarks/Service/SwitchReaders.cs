using System.Diagnostics;
using UserRep.Client;

namespace UserRep.Benchmarks.Service;

/// <summary>Callers that read one user after the other, and look at what they get.</summary>
internal sealed class SwitchReaders(Func<UserRepClient> client, int callers, int users, Func<string[]> allowed, CancellationToken cancellation)
{
    private readonly List<double> _milliseconds = [];
    private long _failed;
    private long _wrong;

    public IReadOnlyList<double> Milliseconds => _milliseconds;

    public long Failed => Interlocked.Read(ref _failed);

    public long Wrong => Interlocked.Read(ref _wrong);

    /// <summary>Reads until something is done.</summary>
    public async Task RunUntilAsync(Task done)
    {
        List<double>[] all = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => ReadAsync(new Random(caller), done))));
        await done;
        _milliseconds.AddRange(all.SelectMany(t => t));
    }

    private async Task<List<double>> ReadAsync(Random random, Task done)
    {
        List<double> times = [];
        while (!done.IsCompleted)
        {
            string[] before = allowed();
            long started = Stopwatch.GetTimestamp();
            try
            {
                UserVector vector = await client().GetAsync(Load.User(random.Next(users)), null, cancellation);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);

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

        return times;
    }
}
