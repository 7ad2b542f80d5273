using Grpc.Core;
using Grpc.Net.Client;
using UserRep.Protocol.V1;

namespace UserRep.Client;

/// <summary>
/// One address of the service. After calls that did not reach it, it rests, longer each time; after one that it refused, for a moment. While it
/// rests it is asked only when nobody else is left.
/// </summary>
internal sealed class SiloChannel(GrpcChannel channel, TimeProvider time, Metadata? headers = null) : IDisposable
{
    private static readonly TimeSpan _longestRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _firstRest = TimeSpan.FromSeconds(1);

    private readonly Lock _changing = new();
    private readonly CancellationTokenSource _closing = new();
    private TimeSpan _rest;
    private long _restsUntil;
    private long _refusesUntil;
    private long _answers;
    private int _isAsked;

    public CallInvoker Calls { get; } = channel.CreateCallInvoker();

    /// <summary>Gets when it is to be asked again, by the clock's own count; in the past if it is not resting.</summary>
    public long RestsUntil => Math.Max(Volatile.Read(ref _restsUntil), Volatile.Read(ref _refusesUntil));

    public bool IsResting => RestsUntil > time.GetTimestamp();

    /// <summary>Gets how often it has answered anything.</summary>
    public long Answers => Volatile.Read(ref _answers);

    public void Reached()
    {
        Interlocked.Increment(ref _answers);
        if (Volatile.Read(ref _restsUntil) != 0)
        {
            lock (_changing)
            {
                (_rest, _restsUntil) = (TimeSpan.Zero, 0);
            }
        }
    }

    public void NotReached()
    {
        lock (_changing)
        {
            // Calls that failed together count once.
            if (_restsUntil <= time.GetTimestamp())
            {
                _rest = _rest == TimeSpan.Zero ? _firstRest : 2 * _rest < _longestRest ? 2 * _rest : _longestRest;
                _restsUntil = time.TimestampIn(_rest);
            }
        }
    }

    /// <summary>It answers, and says that it cannot serve now. Other answers do not end this rest: it may still serve some.</summary>
    public void Refused() => Volatile.Write(ref _refusesUntil, time.TimestampIn(_firstRest));

    /// <summary>Asks for what every silo answers at once, to see whether it answers at all.</summary>
    /// <param name="patience">For how long at most.</param>
    public void Ask(TimeSpan patience)
    {
        if (Interlocked.Exchange(ref _isAsked, 1) == 0)
        {
            _ = AskAsync(patience);
        }
    }

    public void Dispose()
    {
        _closing.Cancel();
        channel.Dispose();
    }

    private async Task AskAsync(TimeSpan patience)
    {
        using CancellationTokenSource late = new(patience, time);
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token, late.Token);
        try
        {
            await new Protocol.V1.UserRep.UserRepClient(Calls).ListVersionsAsync(new ListVersionsRequest(), headers, cancellationToken: ends.Token).ConfigureAwait(false);
            Reached();
        }
        catch (RpcException error) when (error.StatusCode is not (StatusCode.Unavailable or StatusCode.Cancelled or StatusCode.DeadlineExceeded) || Failures.IsOfService(error))
        {
            Reached();
        }
        catch (Exception error) when (error is RpcException or ObjectDisposedException)
        {
            // No answer. Whoever asked sees that.
        }
        finally
        {
            Volatile.Write(ref _isAsked, 0);
        }
    }
}
