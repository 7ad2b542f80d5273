using System.Diagnostics;
using UserRep.Client;
using UserRep.ClusterTests.Silos;

namespace UserRep.ClusterTests.Faults.Ledgers;

/// <summary>
/// Callers at work, by a seed. Writers have one batch after the other taken in: what one silo does not take goes to the next with the same ids, or
/// now and then is left as it is, so that nobody knows. Each reader stays at one silo.
/// </summary>
internal sealed class Workload : IAsyncDisposable
{
    public const int Users = 200;

    /// <summary>How long a caller waits for an answer.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private const string Prefix = "user-";
    private const int Writers = 4;
    private const int LeftOf = 5;
    private const int Items = 24;
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan _afterFailure = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _toFinish = TimeSpan.FromSeconds(60);

    private readonly Ledger _ledger;
    private readonly UserRepClient[] _clients;
    private readonly int[] _numbers;
    private readonly string?[] _versions;
    private readonly CancellationTokenSource _stopWriting = new();
    private readonly CancellationTokenSource _stopReading = new();
    private readonly Task[] _writing;
    private readonly Task[] _reading;
    private readonly int _seed;
    private int _isDisposed;

    /// <summary>Begins.</summary>
    /// <param name="ledger">Where everything is noted.</param>
    /// <param name="silos">Whom to call.</param>
    /// <param name="versions">The versions that are read; null for the one that is current.</param>
    /// <param name="seed">What is sent to whom, and who is read.</param>
    public Workload(Ledger ledger, IEnumerable<SiloNode> silos, string?[] versions, int seed)
    {
        (_ledger, _versions, _seed) = (ledger, versions, seed);
        _clients = [.. silos.Select(silo => silo.Client(o => (o.MaxRetries, o.Timeout) = (0, Timeout)))];
        _numbers = [.. silos.Select(silo => silo.Number)];
        _writing = [.. Enumerable.Range(0, Writers).Select(WriteAsync)];
        _reading = [.. Enumerable.Range(0, _clients.Length).Select(ReadAsync)];
    }

    public static string User(int number) => $"{Prefix}{number}";

    /// <summary>Whether it is a user of the callers, and not one whom a fault has brought.</summary>
    public static bool IsUser(string user) => user.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Ends; writers finish what they have begun.</summary>
    public async Task StopAsync()
    {
        await _stopWriting.CancelAsync();
        await Task.WhenAll(_writing).WaitAsync(_toFinish);
        await _stopReading.CancelAsync();
        await Task.WhenAll(_reading).WaitAsync(_toFinish);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        await _stopWriting.CancelAsync();
        await _stopReading.CancelAsync();
        foreach (UserRepClient client in _clients)
        {
            await client.DisposeAsync();
        }

        await Task.WhenAll([.. _writing, .. _reading]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopWriting.Dispose();
        _stopReading.Dispose();
    }

    /// <summary>A few are much busier than the rest.</summary>
    private static string SomeUser(Random random) => User((int)(Users * Math.Pow(random.NextDouble(), 2.5)));

    private async Task WriteAsync(int writer)
    {
        Random random = new((_seed * 100) + writer);
        for (int i = 0; !_stopWriting.IsCancellationRequested; i++)
        {
            UserEvent[] batch =
            [
                .. Enumerable.Range(0, 1 + random.Next(8)).Select(n => new UserEvent
                {
                    UserId = SomeUser(random), EventId = $"{writer}-{i}-{n}", Type = random.Next(3) == 0 ? "skip" : "play", ItemId = $"item-{random.Next(Items)}",
                }),
            ];
            for (int silo = random.Next(_clients.Length); !await IsDoneAsync(batch, _clients[silo % _clients.Length], random); silo++)
            {
                await Task.Delay(_afterFailure, CancellationToken.None);
            }

            await Task.Delay(_pace, CancellationToken.None);
        }
    }

    private async Task<bool> IsDoneAsync(UserEvent[] batch, UserRepClient client, Random random)
    {
        _ledger.Sent(batch);
        try
        {
            _ledger.Took(await client.PublishAsync(batch));
            return true;
        }
        catch (Exception error) when (error is UserRepClientException or OperationCanceledException)
        {
            // One that is busy says that it has taken nothing.
            bool mayBeThere = error is not (BusyException or InvalidRequestException);
            _ledger.NotTaken(batch, error, mayBeThere);
            return mayBeThere && random.Next(LeftOf) == 0;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    private async Task ReadAsync(int silo)
    {
        Random random = new((_seed * 100) + 50 + silo);
        Dictionary<string, long> seen = new(StringComparer.Ordinal);
        while (!_stopReading.IsCancellationRequested)
        {
            string user = SomeUser(random);
            string? version = _versions[random.Next(_versions.Length)];
            long minPosition = random.Next(4) == 0 ? _ledger.LastOf(user) : 0;
            long askedAt = Stopwatch.GetTimestamp();
            try
            {
                UserVector read = await _clients[silo].GetAsync(user, new GetOptions { Version = version, MinPosition = minPosition }, _stopReading.Token);
                Latency latency = new(user, _numbers[silo], askedAt, Stopwatch.GetElapsedTime(askedAt), Failed: false);
                string key = $"{user} {read.Version}";
                _ledger.Read(read, latency, version, minPosition, seen.GetValueOrDefault(key));
                seen[key] = read.Position;
            }
            catch (UserRepClientException error)
            {
                _ledger.NotRead(new(user, _numbers[silo], askedAt, Stopwatch.GetElapsedTime(askedAt), Failed: true), error);
                await Task.Delay(_afterFailure, CancellationToken.None);
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
            {
                // It is over.
                return;
            }

            await Task.Delay(_pace / 5, CancellationToken.None);
        }
    }
}
