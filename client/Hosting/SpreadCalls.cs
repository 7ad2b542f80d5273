using System.Security.Cryptography;
using Grpc.Core;

namespace UserRep.Client;

/// <summary>
/// Spreads calls over the silos of a cluster, one after the other; those that cannot be reached, or refuse, are left out for a while. A call that is
/// not answered ends before the time of its caller is over, so that another silo can be tried.
/// </summary>
/// <param name="silos">The silos.</param>
/// <param name="first">The place of the one to begin with.</param>
/// <param name="patience">How long a silo may be silent.</param>
/// <param name="time">The clock.</param>
/// <param name="other">Calls that these are to be spread apart from; null for none.</param>
internal sealed class SpreadCalls(IReadOnlyList<SiloChannel> silos, int first, TimeSpan patience, TimeProvider time, SpreadCalls? other = null) : CallInvoker
{
    // All who have lost a silo are not to come back together.
    private static readonly TimeSpan _leastAway = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _mostAway = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan _betweenQuestions = TimeSpan.FromSeconds(1);

    private readonly SiloChannel _home = silos[first % silos.Count];
    private int _next = first - 1;
    private volatile SiloChannel? _last;
    private volatile SiloChannel? _refused;
    private long _homeAt;
    private long? _homeAnswers;

    /// <summary>
    /// Whether the next stream is better off elsewhere than the last one: its silo refuses while another may not, or it has long been away from the
    /// silo it began at, which is there again. Asked by whoever opens the streams, and nobody else.
    /// </summary>
    public bool IsToMove() => _last is { } last && (last == _refused ? silos.Any(s => s != last && !s.IsResting) : last != _home && IsHomeBack());

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        SiloChannel silo = Next();
        AsyncUnaryCall<TResponse> call = silo.Calls.AsyncUnaryCall(method, host, options, request);
        return new AsyncUnaryCall<TResponse>(ObserveAsync(silo, call), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        SiloChannel silo = NextOfStream();
        AsyncDuplexStreamingCall<TRequest, TResponse> call = silo.Calls.AsyncDuplexStreamingCall(method, host, options);
        SilenceWatch watch = new(silo, patience, time, call.Dispose);
        ObservedQuestions<TRequest> questions = new(call.RequestStream, watch);
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(
            questions,
            new ObservedStream<TResponse>(silo, call.ResponseStream, questions, () => _refused = silo),
            call.ResponseHeadersAsync,
            call.GetStatus,
            call.GetTrailers,
            () =>
            {
                watch.Dispose();
                call.Dispose();
            });
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        SiloChannel silo = Next();
        AsyncServerStreamingCall<TResponse> call = silo.Calls.AsyncServerStreamingCall(method, host, options, request);
        return new AsyncServerStreamingCall<TResponse>(new ObservedStream<TResponse>(silo, call.ResponseStream), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        Next().Calls.AsyncClientStreamingCall(method, host, options);

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        Next().Calls.BlockingUnaryCall(method, host, options, request);

    private SiloChannel Next() => Next(Interlocked.Increment(ref _next));

    /// <summary>The next one that is not resting; where all are, the one that has rested the most.</summary>
    private SiloChannel Next(int start)
    {
        SiloChannel[] inTurn = [.. Enumerable.Range(0, silos.Count).Select(i => silos[(int)((uint)(start + i) % silos.Count)])];
        return _last = Array.Find(inTurn, s => !s.IsResting && s != other?._last) ?? Array.Find(inTurn, s => !s.IsResting) ?? inTurn.MinBy(s => s.RestsUntil)!;
    }

    private SiloChannel NextOfStream()
    {
        SiloChannel silo = IsHomeAnswering ? Next(first) : Next();
        (_refused, _homeAnswers) = (null, null);
        _homeAt = time.TimestampIn(_leastAway + TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32((int)(_mostAway - _leastAway).TotalMilliseconds)));
        return silo;
    }

    /// <summary>Whether it answers since it was asked.</summary>
    private bool IsHomeAnswering => _homeAnswers is { } known && known != _home.Answers && !_home.IsResting;

    private bool IsHomeBack()
    {
        if (IsHomeAnswering)
        {
            return true;
        }

        if (time.GetTimestamp() >= _homeAt)
        {
            // A stream does not leave a silo for one that is not there.
            _homeAnswers = _home.Answers;
            _homeAt = time.TimestampIn(_betweenQuestions);
            _home.Ask(patience);
        }

        return false;
    }

    private async Task<TResponse> ObserveAsync<TResponse>(SiloChannel silo, AsyncUnaryCall<TResponse> call)
    {
        using SilenceWatch watch = new(silo, patience, time, call.Dispose);
        watch.Sent();
        try
        {
            TResponse answer = await call.ResponseAsync.ConfigureAwait(false);
            silo.Reached();
            return answer;
        }
        catch (RpcException error) when (watch.IsSilent)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "It is silent.", error));
        }
        catch (RpcException error)
        {
            ObservedStream.Note(silo, error);
            throw;
        }
    }
}
