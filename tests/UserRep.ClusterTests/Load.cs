using System.Collections.Concurrent;
using UserRep.Client;
using UserRep.ClusterTests.Silos;
using Xunit;

namespace UserRep.ClusterTests;

/// <summary>
/// Writers who each have one event after the other taken in, whatever becomes of silos: what one does not acknowledge goes to the next, with
/// the same ids, until it is.
/// </summary>
internal sealed class Load : IAsyncDisposable
{
    private const int Users = 60;

    private readonly ConcurrentDictionary<(string User, string Event), long> _acknowledged = new();
    private readonly ConcurrentDictionary<string, long> _last = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<UserRepClientException> _failures = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly UserRepClient[] _clients;
    private readonly Task[] _writers;

    public Load(Cluster cluster, int writers)
    {
        _clients = [.. cluster.Silos.Select(silo => silo.Client(o => (o.MaxRetries, o.Timeout) = (0, TimeSpan.FromSeconds(2))))];
        _writers = [.. Enumerable.Range(0, writers).Select(WriteAsync)];
    }

    /// <summary>Gets where each event is.</summary>
    public IReadOnlyDictionary<(string User, string Event), long> Acknowledged => _acknowledged;

    /// <summary>Gets the position that each user's newest acknowledged event was given.</summary>
    public IReadOnlyDictionary<string, long> Last => _last;

    /// <summary>Gets what writers were told when it did not work.</summary>
    public IReadOnlyCollection<UserRepClientException> Failures => _failures;

    /// <summary>Waits until so many more events are acknowledged.</summary>
    public async Task MoreAsync(int events)
    {
        int target = _acknowledged.Count + events;
        await Until.TrueAsync($"{events} more events are acknowledged", TimeSpan.FromSeconds(60), () => Task.FromResult(_acknowledged.Count >= target));
    }

    /// <summary>Ends when all that was sent is acknowledged.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_writers).WaitAsync(TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (UserRepClient client in _clients)
        {
            await client.DisposeAsync();
        }

        _stop.Dispose();
    }

    private async Task WriteAsync(int writer)
    {
        Random random = new(writer);
        for (int i = 0; !_stop.IsCancellationRequested; i++)
        {
            UserEvent[] batch =
            [
                .. Enumerable.Range(0, 1 + random.Next(8)).Select(n => new UserEvent
                {
                    UserId = $"user-{random.Next(Users)}", EventId = $"{writer}-{i}-{n}", Type = random.Next(3) == 0 ? "skip" : "play", ItemId = $"item-{random.Next(20)}",
                }),
            ];
            for (int silo = writer; ; silo++)
            {
                try
                {
                    foreach (PublishedEvent e in await _clients[silo % _clients.Length].PublishAsync(batch, TestContext.Current.CancellationToken))
                    {
                        _acknowledged[(e.UserId, e.EventId)] = e.Position;
                        _last.AddOrUpdate(e.UserId, e.Position, (_, before) => Math.Max(before, e.Position));
                    }

                    break;
                }
                catch (UserRepClientException error)
                {
                    _failures.Enqueue(error);
                }
            }
        }
    }
}
