using Grpc.Core;

namespace UserRep.Client;

/// <summary>Spreads calls over the silos of a cluster, one after the other; those that cannot be reached are left out for a while.</summary>
/// <param name="silos">The silos.</param>
/// <param name="first">The place of the one to begin with.</param>
/// <param name="other">Calls that these are to be spread apart from; null for none.</param>
internal sealed class SpreadCalls(IReadOnlyList<SiloChannel> silos, int first, SpreadCalls? other = null) : CallInvoker
{
    private int _next = first - 1;
    private volatile SiloChannel? _last;

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        SiloChannel silo = Next();
        AsyncUnaryCall<TResponse> call = silo.Calls.AsyncUnaryCall(method, host, options, request);
        return new AsyncUnaryCall<TResponse>(ObserveAsync(silo, call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        SiloChannel silo = Next();
        AsyncDuplexStreamingCall<TRequest, TResponse> call = silo.Calls.AsyncDuplexStreamingCall(method, host, options);
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(
            call.RequestStream, new ObservedStream<TResponse>(silo, call.ResponseStream), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
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

    /// <summary>The next one that is not resting; where all are, the one that has rested the most.</summary>
    private SiloChannel Next()
    {
        int start = Interlocked.Increment(ref _next);
        SiloChannel[] inTurn = [.. Enumerable.Range(0, silos.Count).Select(i => silos[(int)((uint)(start + i) % silos.Count)])];
        return _last = Array.Find(inTurn, s => !s.IsResting && s != other?._last) ?? Array.Find(inTurn, s => !s.IsResting) ?? inTurn.MinBy(s => s.RestsUntil)!;
    }

    private static async Task<TResponse> ObserveAsync<TResponse>(SiloChannel silo, Task<TResponse> response)
    {
        try
        {
            TResponse answer = await response.ConfigureAwait(false);
            silo.Reached();
            return answer;
        }
        catch (RpcException error)
        {
            ObservedStream.Note(silo, error);
            throw;
        }
    }
}
