using Grpc.Core;
using UserRep.Protocol.V1;

namespace UserRep.Client;

/// <summary>Keeps a consumer registered: before its first read, again and again while it lives, and anew where the service has forgotten it.</summary>
internal sealed class ConsumerLease : IAsyncDisposable
{
    private readonly Protocol.V1.UserRep.UserRepClient _service;
    private readonly Metadata _headers;
    private readonly RegisterConsumerRequest _request;
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _starting = new();
    private volatile bool _isRegistered;
    private Task _renewing = Task.CompletedTask;

    public ConsumerLease(Protocol.V1.UserRep.UserRepClient service, Metadata headers, ConsumerOptions options, TimeProvider time)
    {
        (_service, _headers, _time) = (service, headers, time);
        _interval = options.Lease / 3;
        _request = new RegisterConsumerRequest { Name = options.Name, Pin = options.Pin ?? string.Empty, LeaseMs = (long)options.Lease.TotalMilliseconds, AllowsCompatible = options.AllowsCompatible };
        _request.Accepts.AddRange(options.Accepts);
    }

    public string Consumer => _request.Name;

    public IReadOnlyList<string> Accepts => _request.Accepts;

    public bool AllowsCompatible => _request.AllowsCompatible;

    /// <summary>Gets a value indicating whether the service knows it, for all that is known here.</summary>
    public bool IsRegistered => _isRegistered;

    /// <summary>The service says that it does not know the consumer.</summary>
    public void Forgotten() => _isRegistered = false;

    /// <exception cref="RpcException">The service refuses, or cannot be reached.</exception>
    public async Task<ConsumerRegistration> RegisterAsync(CancellationToken cancellation)
    {
        RegisterConsumerResponse response = await _service.RegisterConsumerAsync(_request, _headers, cancellationToken: cancellation).ConfigureAwait(false);
        _isRegistered = true;
        lock (_starting)
        {
            if (_renewing.IsCompleted && !_closing.IsCancellationRequested)
            {
                _renewing = RenewAsync();
            }
        }

        return new ConsumerRegistration(Name(response.Reads), Name(response.ReadsInCanary), [.. response.Retired]);
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private static string? Name(string version) => version.Length == 0 ? null : version;

    private async Task RenewAsync()
    {
        while (true)
        {
            await Task.Delay(_interval, _time, _closing.Token).ConfigureAwait(false);
            try
            {
                await _service.RegisterConsumerAsync(_request, _headers, cancellationToken: _closing.Token).ConfigureAwait(false);
            }
            catch (RpcException) when (!_closing.IsCancellationRequested)
            {
                // The lease holds for two more tries, and reads say what is wrong.
            }
        }
    }
}
