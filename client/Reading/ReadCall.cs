using System.Collections.Concurrent;
using Grpc.Core;
using UserRep.Protocol.V1;

namespace UserRep.Client;

/// <summary>One call of a stream, and the messages that are under way on it: when it ends they fail, and no others.</summary>
internal sealed class ReadCall : IDisposable
{
    private readonly AsyncDuplexStreamingCall<ReadRequest, ReadResponse> _call;
    private readonly MessagePace _pace;
    private readonly Func<Exception, Exception> _explain;
    private readonly ConcurrentDictionary<ulong, ReadMessage> _underWay = new();
    private volatile Exception? _why;

    public ReadCall(AsyncDuplexStreamingCall<ReadRequest, ReadResponse> call, MessagePace pace, Func<Exception, Exception> explain, CancellationToken closing)
    {
        _call = call;
        _pace = pace;
        _explain = explain;
        Ended = ReceiveAsync(closing);
    }

    /// <summary>Gets the task that completes, never with an error, when no answer will come any more.</summary>
    public Task Ended { get; }

    /// <summary>Sends a message that somebody waits for.</summary>
    public async Task SendAsync(ReadMessage message)
    {
        message.GoesOn(this);
        _underWay[message.Id] = message;
        _pace.Sent(message.Id, message.Count);
        if (message.IsAbandoned)
        {
            Forget(message);
            return;
        }

        if (_why is { } why)
        {
            FailAll(why);
            return;
        }

        try
        {
            await _call.RequestStream.WriteAsync(message.Request()).ConfigureAwait(false);
        }
        catch
        {
            Forget(message);
            throw;
        }
    }

    /// <summary>Nobody waits for the message any more.</summary>
    public void Forget(ReadMessage message)
    {
        if (_underWay.TryRemove(message.Id, out _))
        {
            _pace.Ended(message.Id, message.Count);
        }
    }

    /// <summary>Sends nothing more, and ends when what is under way has been answered.</summary>
    public async Task LeaveAsync()
    {
        try
        {
            await _call.RequestStream.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is RpcException or InvalidOperationException)
        {
            // It is over already.
        }

        await Ended.ConfigureAwait(false);
        Dispose();
    }

    public void Dispose() => _call.Dispose();

    private async Task ReceiveAsync(CancellationToken closing)
    {
        try
        {
            while (await _call.ResponseStream.MoveNext(closing).ConfigureAwait(false))
            {
                ReadResponse response = _call.ResponseStream.Current;
                if (_underWay.TryRemove(response.Id, out ReadMessage? message))
                {
                    message.Answer(response);
                    _pace.Ended(message.Id, message.Count);
                }
            }

            _why = new UnavailableException("The service closed the stream of reads.");
        }
        catch (Exception error)
        {
            _why = _explain(error);
        }

        FailAll(_why);
    }

    private void FailAll(Exception error)
    {
        foreach (ulong id in _underWay.Keys)
        {
            if (_underWay.TryRemove(id, out ReadMessage? message))
            {
                message.Fail(error);
                _pace.Ended(id, message.Count);
            }
        }
    }
}
