using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Grpc.Core;

namespace UserRep.Client;

/// <summary>
/// A stream that carries reads, as one call after another. What waits when it is the next message's turn goes together. When a call breaks,
/// its reads fail as transient, and their callers' pipelines send them again on the next one. When another silo is to be preferred, the next
/// message goes on a new call, and what is under way on the old one is answered there.
/// </summary>
internal sealed class ReadStream : IAsyncDisposable
{
    private readonly Protocol.V1.UserRep.UserRepClient _service;
    private readonly Metadata _headers;
    private readonly int _maxUsers;
    private readonly MessagePace _pace;
    private readonly Channel<PendingRead> _waiting;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _sending;
    private readonly Func<bool> _isToMove;
    private ReadCall? _call;
    private Task _leaving = Task.CompletedTask;
    private ulong _lastId;

    public ReadStream(Protocol.V1.UserRep.UserRepClient service, Metadata headers, int maxUsers, int maxWaiting, TimeProvider time, Func<bool>? isToMove = null)
    {
        _isToMove = isToMove ?? (static () => false);
        _service = service;
        _headers = headers;
        _maxUsers = maxUsers;
        _waiting = Channel.CreateBounded<PendingRead>(new BoundedChannelOptions(maxWaiting) { SingleReader = true });

        // With the one that is held.
        _pace = new MessagePace(time, () => _waiting.Reader.Count + 1);
        _sending = Task.Run(SendAsync);
    }

    /// <summary>Gets how many messages have been sent.</summary>
    public ulong Messages => _lastId;

    /// <summary>Hands a read in to be sent with the next message, if there is a place without waiting.</summary>
    public bool TrySend(PendingRead read)
    {
        ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
        return _waiting.Writer.TryWrite(read);
    }

    /// <summary>Hands a read in, and waits for a place.</summary>
    /// <exception cref="ObjectDisposedException">The client is closed meanwhile.</exception>
    public async ValueTask SendAsync(PendingRead read, CancellationToken cancellation)
    {
        try
        {
            await _waiting.Writer.WriteAsync(read, cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(UserRepClient));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _closing.CancelAsync().ConfigureAwait(false);
        _pace.Dispose();
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_call is { } call)
        {
            call.Dispose();
            await call.Ended.ConfigureAwait(false);
        }

        await _leaving.ConfigureAwait(false);
        ObjectDisposedException gone = new(nameof(UserRepClient));
        while (_waiting.Reader.TryRead(out PendingRead? read))
        {
            read.Fail(gone);
        }

        _closing.Dispose();
    }

    private async Task SendAsync()
    {
        List<PendingRead> together = [];
        PendingRead? held = null;
        while (held is not null || await _waiting.Reader.WaitToReadAsync(_closing.Token).ConfigureAwait(false))
        {
            if (HasNext(ref held) && !held.IsLarge)
            {
                await _pace.TurnAsync().ConfigureAwait(false);
            }

            int users = 0;
            int most = _pace.Share();
            while (HasNext(ref held) && (together.Count == 0 || (held.GoesWith(together[0]) && users + held.UserIds.Length <= _maxUsers && together.Count < most)))
            {
                together.Add(held);
                users += held.UserIds.Length;
                held = null;
            }

            if (together.Count > 0)
            {
                await SendAsync(new ReadMessage(++_lastId, [.. together])).ConfigureAwait(false);
                together.Clear();
            }
        }
    }

    /// <summary>The read that is held, or the next one; those that were given up while they waited are left out.</summary>
    private bool HasNext([NotNullWhen(true)] ref PendingRead? held)
    {
        while (held is null or { IsDone: true })
        {
            if (!_waiting.Reader.TryRead(out held))
            {
                return false;
            }
        }

        return true;
    }

    private async Task SendAsync(ReadMessage message)
    {
        try
        {
            await Call().SendAsync(message).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            message.Fail(Explain(error));
            Drop();
        }
    }

    /// <summary>The open call, or a new one if there is none.</summary>
    private ReadCall Call()
    {
        if (_call is null or { Ended.IsCompleted: true })
        {
            Drop();
            _call = Open();
        }
        else if (_isToMove())
        {
            _leaving = Task.WhenAll(_leaving, _call.LeaveAsync());
            _call = Open();
        }

        return _call;
    }

    private ReadCall Open() => new(_service.Read(_headers, cancellationToken: _closing.Token), _pace, Explain, _closing.Token);

    private void Drop()
    {
        _call?.Dispose();
        _call = null;
    }

    private Exception Explain(Exception error) => error switch
    {
        _ when _closing.IsCancellationRequested => new ObjectDisposedException(nameof(UserRepClient)),
        RpcException { StatusCode: StatusCode.Cancelled } => new UnavailableException("The stream of reads was cut.", inner: error),
        RpcException rpc => Failures.Of(rpc),
        _ => new UnavailableException($"The stream of reads broke: {error.Message}", inner: error),
    };
}
