using System.Diagnostics;
using UserRep.Client;
using UserRep.ClusterTests.Silos;

namespace UserRep.ClusterTests.Faults.Ledgers;

/// <summary>A caller as applications are: with the addresses of all silos, and the client's own retries, but more patient. None of his calls may fail while silos come and go as asked.</summary>
internal sealed class PatientCaller : IAsyncDisposable
{
    private const int Users = 50;
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(10);

    // A silo that starts takes all of two processors, which three silos, the database and the callers share: a late answer is none that failed, and is counted.
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan _default = new UserRepClientOptions().Timeout;

    private readonly UserRepClient _client;
    private readonly Ledger _ledger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<TimeSpan>[] _calling;
    private int _calls;
    private int _late;

    public PatientCaller(IReadOnlyList<SiloNode> silos, Ledger ledger)
    {
        _ledger = ledger;
        UserRepClientOptions options = new() { ApiKey = silos[0].Place.ApiKey, Timeout = _timeout };
        foreach (SiloNode silo in silos)
        {
            options.Endpoints.Add(silo.Grpc);
        }

        _client = new UserRepClient(options);
        _calling = [CallAsync(ReadAsync), CallAsync(ReadManyAsync), CallAsync(WriteAsync)];
    }

    /// <summary>Ends.</summary>
    /// <returns>How often he called, and how long he waited at most.</returns>
    /// <exception cref="UserRepClientException">A call failed.</exception>
    public async Task<string> StopAsync()
    {
        await _stop.CancelAsync();
        TimeSpan[] slowest = await Task.WhenAll(_calling);
        return $"none of {_calls} calls by the client's own retries failed, {_late} took longer than the default of {_default.TotalSeconds} s, the slowest {slowest.Max().TotalSeconds:0.00} s";
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await ((Task)Task.WhenAll(_calling)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _client.DisposeAsync();
        _stop.Dispose();
    }

    /// <summary>Calls over and over.</summary>
    /// <returns>How long the slowest took.</returns>
    private async Task<TimeSpan> CallAsync(Func<int, Task> call)
    {
        TimeSpan slowest = TimeSpan.Zero;
        for (int i = 0; !_stop.IsCancellationRequested; i++)
        {
            long started = Stopwatch.GetTimestamp();
            await call(i);
            TimeSpan took = Stopwatch.GetElapsedTime(started);
            slowest = took > slowest ? took : slowest;
            Interlocked.Increment(ref _calls);
            if (took > _default)
            {
                Interlocked.Increment(ref _late);
            }

            await Task.Delay(_pace, CancellationToken.None);
        }

        return slowest;
    }

    private async Task ReadAsync(int i) => await _client.GetAsync(Workload.User(i % Users));

    private async Task ReadManyAsync(int i) => await _client.GetManyAsync([.. Enumerable.Range(i % Users, Users).Select(Workload.User)]);

    private async Task WriteAsync(int i)
    {
        UserEvent[] events = [new UserEvent { UserId = Workload.User(i % Users), EventId = $"patient-{i}", Type = "play", ItemId = "item-1" }];
        _ledger.Sent(events);
        _ledger.Took(await _client.PublishAsync(events));
    }
}
