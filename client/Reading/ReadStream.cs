using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;
using UserRep.Protocol.V1;

namespace UserRep.Client;

/// <summary>
/// The one stream that carries all reads. What waits when the stream is free to write goes together, without anybody waiting for company.
/// When the stream breaks, reads under way fail as transient, and their callers' pipelines send them again on the next one.
/// </summary>
internal sealed class ReadStream : IAsyncDisposable
{
    private readonly Protocol.V1.UserRep.UserRepClient _service;
    private readonly Metadata _headers;
    private readonly int _maxUsers;
    private readonly Channel<PendingRead> _waiting;
    private readonly ConcurrentDictionary<ulong, Message> _underWay = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _sending;
    private AsyncDuplexStreamingCall<ReadRequest, ReadResponse>? _call;
    private Task _receiving = Task.CompletedTask;
    private ulong _lastId;

    public ReadStream(Protocol.V1.UserRep.UserRepClient service, Metadata headers, int maxUsers, int maxWaiting)
    {
        _service = service;
        _headers = headers;
        _maxUsers = maxUsers;
        _waiting = Channel.CreateBounded<PendingRead>(new BoundedChannelOptions(maxWaiting) { SingleReader = true });
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
    public ValueTask SendAsync(PendingRead read, CancellationToken cancellation) => _waiting.Writer.WriteAsync(read, cancellation);

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _closing.CancelAsync().ConfigureAwait(false);
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _call?.Dispose();
        await _receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ObjectDisposedException gone = new(nameof(UserRepClient));
        FailAll(gone);
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
            if (!_underWay.IsEmpty)
            {
                // Whoever is about to ask goes along; a reader who is alone need not wait for this.
                await Task.Yield();
            }

            int users = 0;
            while ((held is not null || _waiting.Reader.TryRead(out held)) && (together.Count == 0 || (held.GoesWith(together[0]) && users + held.UserIds.Count <= _maxUsers)))
            {
                together.Add(held);
                users += held.UserIds.Count;
                held = null;
            }

            await SendAsync(together).ConfigureAwait(false);
            together.Clear();
        }
    }

    private async Task SendAsync(List<PendingRead> together)
    {
        Message message = new([.. together]);
        ulong id = ++_lastId;
        try
        {
            ReadRequest request = together[0].Request(id);
            bool hasPositions = together.Exists(r => r.MinPosition != 0);
            foreach (PendingRead read in together)
            {
                foreach (string user in read.UserIds)
                {
                    request.UserIds.Add(user);
                }

                if (hasPositions)
                {
                    request.MinPositions.Add(Enumerable.Repeat(read.MinPosition, read.UserIds.Count));
                }
            }

            AsyncDuplexStreamingCall<ReadRequest, ReadResponse> call = Call();
            _underWay[id] = message;
            await call.RequestStream.WriteAsync(request).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _underWay.TryRemove(id, out _);
            message.Fail(Explain(error));
            Drop();
        }
    }

    /// <summary>The open call, or a new one if there is none.</summary>
    private AsyncDuplexStreamingCall<ReadRequest, ReadResponse> Call()
    {
        if (_call is null || _receiving.IsCompleted)
        {
            Drop();
            _call = _service.Read(_headers, cancellationToken: _closing.Token);
            _receiving = ReceiveAsync(_call);
        }

        return _call;
    }

    private void Drop()
    {
        _call?.Dispose();
        _call = null;
    }

    private async Task ReceiveAsync(AsyncDuplexStreamingCall<ReadRequest, ReadResponse> call)
    {
        Exception why = new UnavailableException("The service closed the stream of reads.");
        try
        {
            while (await call.ResponseStream.MoveNext(_closing.Token).ConfigureAwait(false))
            {
                ReadResponse response = call.ResponseStream.Current;
                if (_underWay.TryRemove(response.Id, out Message? message))
                {
                    message.Answer(response);
                }
            }
        }
        catch (Exception error)
        {
            why = Explain(error);
        }

        FailAll(why);
    }

    private Exception Explain(Exception error) => error switch
    {
        _ when _closing.IsCancellationRequested => new ObjectDisposedException(nameof(UserRepClient)),
        RpcException { StatusCode: StatusCode.Cancelled } => new UnavailableException("The stream of reads was cut.", inner: error),
        RpcException rpc => Failures.Of(rpc),
        _ => new UnavailableException($"The stream of reads broke: {error.Message}", inner: error),
    };

    private void FailAll(Exception error)
    {
        foreach (ulong id in _underWay.Keys)
        {
            if (_underWay.TryRemove(id, out Message? message))
            {
                message.Fail(error);
            }
        }
    }

    /// <summary>The reads that travel in one message.</summary>
    private sealed class Message(PendingRead[] reads)
    {
        public void Answer(ReadResponse response)
        {
            int users = reads.Sum(r => r.UserIds.Count);
            int first = 0;
            foreach (PendingRead read in reads)
            {
                read.Answer(response, users, first);
                first += read.UserIds.Count;
            }
        }

        public void Fail(Exception error)
        {
            foreach (PendingRead read in reads)
            {
                read.Fail(error);
            }
        }
    }
}
